using Dashboard.Aws;
using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

/// <summary>The only way by which anything in AWS is changed: each order in a session of its own that bears the person's name, so that CloudTrail names them.</summary>
public sealed class AttributedWrites(AwsClients clients, CallBook book, ILogger<AttributedWrites> log)
{
    /// <summary>Sends once. What is asked for must be in the trail already; its newest entry of that person and subject will lead to CloudTrail's event.</summary>
    /// <param name="operation">By its IAM name, as in <c>ecs:UpdateService</c>.</param>
    /// <param name="subject">As the trail's entry has it.</param>
    public async Task<Answer<T>> SendAsync<T>(string targetName, string operation, Actor actor, string subject, Func<WriteSession, CancellationToken, Task<T>> order)
        where T : class
    {
        var target = clients.For(targetName);
        var (session, fault) = await target.BeginWriteAsync(SourceIdentity.Of(actor.Id, actor.Name));
        if (session is null)
            return fault!;
        using (session)
        {
            await NoteAsync(target, operation, actor, subject, session);
            return await target.AskAsync(operation, cancel => order(session, cancel), CancellationToken.None);
        }
    }

    private async Task NoteAsync(TargetClients target, string operation, Actor actor, string subject, WriteSession session)
    {
        if (session.AccessKeyId is not { } key)
            return;
        try
        {
            await book.NoteAsync(key, target.Target.Name, target.ConsoleRegion, operation, actor, subject);
        }
        catch (SqliteException error)
        {
            // The intent is in the trail, and CloudTrail names the person; only the way from one to the other is missing.
            log.LogWarning("The entry of {Operation} on {Subject} will not lead to CloudTrail: {Error}", operation, subject, error.Message);
        }
    }
}
