using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.SignIn;
using Dashboard.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>A message that says only that it arrives; it goes the way of every alert.</summary>
internal sealed class TestMessages(Access access, Database database, Outbox outbox, AuditLog audit, IOptions<AlertsOptions> options, TimeProvider time)
{
    private const string Action = "alert-test";

    /// <summary>Why this person may not; null when he may.</summary>
    public string? RefusalFor(ClaimsPrincipal person) => access.Refusal(person, Permission.TestAlerts);

    /// <returns>Why nothing was sent, in a sentence; null when it is in the outbox.</returns>
    public async Task<string?> SendAsync(string destination, ClaimsPrincipal person)
    {
        var (actor, refusal) = await access.CheckAsync(person, Permission.TestAlerts);
        refusal ??= (options.Value.Destinations.Any(one => one.Name == destination) ? null : "There is no such destination.");
        try
        {
            if (refusal is not null)
            {
                await audit.WriteAsync(actor, Action, null, "refused", detail: refusal);
                return refusal;
            }

            await database.WriteAsync(async (connection, transaction) =>
            {
                await audit.WriteAsync(transaction, actor, Action, null, "accepted", detail: $"to {destination}");
                return await outbox.AddAsync(connection, transaction, [new NewDelivery(destination, Guid.NewGuid().ToString(), IsRoot: true, "Test", AlertWords.Test(actor.Name, time.GetUtcNow()))]);
            });
            return null;
        }
        catch (SqliteException error)
        {
            return $"Not sent: it could not be recorded ({error.Message.TrimEnd('.')}).";
        }
    }
}
