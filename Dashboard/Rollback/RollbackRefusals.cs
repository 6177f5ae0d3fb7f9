using Dashboard.Audit;
using Microsoft.Data.Sqlite;

namespace Dashboard.Rollback;

/// <summary>Puts a refused rollback on record, as far as that can be done.</summary>
public sealed class RollbackRefusals(AuditLog audit, ILogger<RollbackRefusals> log)
{
    /// <returns>The refusal that was given.</returns>
    public async Task<RollbackOutcome> RecordAsync(RollbackCommand command, Actor actor, RollbackOutcome refused)
    {
        var reason = command.Reason is { Length: > RollbackCommand.LongestReason } long_ ? long_[..RollbackCommand.LongestReason] + "…" : command.Reason ?? "";
        try
        {
            await audit.WriteAsync(actor, "rollback", Quoted(command.Key.ToString()), "refused", RollbackCommand.Escaped(reason), $"to {Quoted(command.To)}, seen {Quoted(command.SeenDeploymentId)}: {refused.Message}");
        }
        catch (SqliteException error)
        {
            log.LogWarning(error, "The refusal of a rollback of {Service} could not be audited", Quoted(command.Key.ToString()));
        }

        return refused;
    }

    /// <summary>For a rollback that went no further because the database gave an error.</summary>
    public Task<RollbackOutcome> RecordAsync(RollbackCommand command, Actor actor, SqliteException error)
    {
        log.LogWarning(error, "A rollback of {Service} was refused because it could not be recorded", Quoted(command.Key.ToString()));
        return RecordAsync(command, actor, new RollbackOutcome(RollbackResult.Refused, $"Not sent: the rollback could not be recorded ({error.Message.TrimEnd('.')}), and nothing is sent without a record. Have the database repaired, or use the aws command."));
    }

    /// <summary>What a browser sent, fit to be repeated in a sentence.</summary>
    public static string Quoted(string? text) => text is null ? "nothing" : RollbackCommand.Escaped(text.Length <= 200 ? text : text[..200] + "…");
}
