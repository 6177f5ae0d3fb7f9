namespace Dashboard.Simulator;

/// <summary>A deployment before the world's start.</summary>
internal readonly record struct PastDeployment(DateTimeOffset At, int Revision)
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(84);

    /// <summary>Oldest first: one or two a week, a bad one soon followed by its fix, in working hours.</summary>
    public static List<PastDeployment> Of(ServiceSpec spec, WorldClock clock)
    {
        var chance = Hash.Of(clock.Seed, spec.Region + spec.Name);
        var at = clock.Start - (spec.CurrentFor < TimeSpan.FromHours(1) ? clock.Pace(spec.CurrentFor.TotalSeconds) : spec.CurrentFor);
        if (spec.Name == "checkout")
            at = clock.Start - spec.CurrentFor;
        var past = new List<PastDeployment> { new(at, spec.Revision) };
        at -= spec.PreviousFor;
        for (var revision = spec.Revision - 1; revision >= 1 && past.Count < spec.PastDeployments && clock.Start - at < Memory; revision--)
        {
            past.Add(new PastDeployment(at, revision));
            at -= Gap(Stories.BehaviourOf(spec, revision - 1), Hash.Of(chance, (ulong)revision));
        }

        past.Reverse();
        return past;
    }

    private static TimeSpan Gap(Behaviour before, ulong chance) =>
        before == Behaviour.Good ? TimeSpan.FromDays(Hash.Between(chance, 2.5, 7.5)) : TimeSpan.FromHours(Hash.Between(chance, 0.7, 5));
}
