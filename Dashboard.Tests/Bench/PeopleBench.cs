using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Dashboard.Tests.Rollback;

namespace Dashboard.Tests.Bench;

/// <summary>A hundred people, each with a dialog of their own, roll back the same service at the same moment.</summary>
internal static class PeopleBench
{
    private const int People = 100;
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(int times)
    {
        Console.WriteLine($"{People} people roll back checkout in the same second: {People} actors call ServiceRollback in this process, the simulated AWS is another one, each round with new ones.");
        Console.WriteLine($"{"round",5} {"accepted",9} {"refused",8} {"slowest refusal",16} {"median",9} {"accepted after",15} {"ledger",7} {"intents",8} {"audited refusals",17} {"by",4}");
        var slowest = TimeSpan.Zero;
        for (var round = 1; round <= times; round++)
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, (await OnceAsync(round)).Ticks));
        Console.WriteLine($"slowest refusal of all: {slowest.TotalMilliseconds:0} ms, promised within {Promise.TotalMilliseconds:0} ms");
    }

    private static async Task<TimeSpan> OnceAsync(int round)
    {
        using var aws = await SimulatorProcess.StartAsync();
        await using var rooms = await BenchRooms.StartAsync(aws.Uri);
        var (rollback, seen, go) = (rooms.Get<ServiceRollback>(), rooms.SeenNow(RollbackHouse.Checkout), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var clicks = Enumerable.Range(1, People).Select(ClickAsync).ToArray();
        go.SetResult();
        var outcomes = await Task.WhenAll(clicks);

        var refused = outcomes.Where(one => one.Outcome.Result == RollbackResult.Refused).Select(one => one.After).Order().ToArray();
        var accepted = outcomes.Where(one => one.Outcome.Result == RollbackResult.Accepted).ToArray();
        var trail = await rooms.Get<AuditLog>().FindAsync(new AuditFilter(Action: "rollback"), 1_000);
        var intents = (await Task.WhenAll(outcomes.Select(one => rooms.Get<IntentStore>().FindAsync(one.Intent)))).Count(intent => intent is not null);
        var refusals = trail.Where(entry => entry.Outcome == "refused").ToArray();
        Console.WriteLine($"{round,5} {accepted.Length,9} {refused.Length,8} {Ms(refused[^1]),16} {Ms(refused[refused.Length / 2]),9} {Ms(accepted.Max(one => one.After)),15} {(await aws.LedgerAsync()).Count,7} {intents,8} {refusals.Length,17} {refusals.Select(entry => entry.Actor.Id).Distinct().Count(),4}");
        return refused[^1];

        async Task<(Guid Intent, RollbackOutcome Outcome, TimeSpan After)> ClickAsync(int number)
        {
            var command = new RollbackCommand(RollbackHouse.Checkout, seen, "checkout:42", $"errors, says person {number}", Guid.NewGuid()) { PlannedAt = DateTimeOffset.UtcNow };
            var person = Person(number);
            await go.Task;
            var since = Stopwatch.GetTimestamp();
            var outcome = await rollback.RollBackAsync(command, person);
            return (command.IntentId, outcome, Stopwatch.GetElapsedTime(since));
        }
    }

    private static string Ms(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

    private static ClaimsPrincipal Person(int number) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, $"person-{number}"), new Claim(ClaimTypes.Name, $"Person {number}"), new Claim(ClaimTypes.Role, Roles.OnCall)], "Bench"));
}
