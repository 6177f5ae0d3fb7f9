using Dashboard.Ui;

namespace Dashboard.Audit;

/// <param name="Sequence">The first entry that is not as it was written.</param>
public sealed record AuditBreak(long Sequence, string Why);

/// <summary>What came of checking the trail.</summary>
/// <param name="Entries">How many were read, up to the break where there is one.</param>
/// <param name="First">The oldest entry that is kept; 0 in an empty trail.</param>
/// <param name="Head">The newest entry read; null in an empty trail.</param>
/// <param name="Witnesses">Heads from outside of the file that were compared.</param>
/// <param name="Break">Null when the trail is whole.</param>
public sealed record AuditVerdict(long Entries, long First, AuditHead? Head, int Witnesses, AuditBreak? Break)
{
    public bool IsWhole => Break is null;

    public override string ToString() => (Break, Head) switch
    {
        ({ } broken, _) => $"The chain is broken at entry {broken.Sequence}: {broken.Why}",
        (_, null) => "Nothing was recorded yet.",
        (_, { } head) => $"The chain is whole: {Format.Plural((int)Entries, "entry", "entries")}, {First} to {head.Sequence}, every one as it was written.",
    };
}
