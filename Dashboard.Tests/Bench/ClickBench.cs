using System.Diagnostics;
using Amazon.ECS.Model;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;
using Dashboard.Tests.Rollback;
using Task = System.Threading.Tasks.Task;

namespace Dashboard.Tests.Bench;

/// <summary>From the click to ECS having accepted UpdateService, beside the bare call in the same run.</summary>
internal static class ClickBench
{
    // Spread, so that neither the quota of 5 UpdateService a second nor the dashboard's quarter of IAM's is what is measured.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1.5);
    private const int Spare = 40;
    private const int WarmUp = 5;

    public static async Task RunAsync(int times)
    {
        using var aws = await SimulatorProcess.StartAsync(((times + WarmUp) * 2) + Spare);
        await using var rooms = await BenchRooms.StartAsync(aws.Uri, read: times + WarmUp + Spare);
        var (ready, bare) = Choose(rooms, times + WarmUp);
        List<double> calls = [], clicks = [];
        foreach (var (plan, other) in ready.Zip(bare))
        {
            var pace = Task.Delay(Pace);
            calls.Add(await BareAsync(rooms, other));
            clicks.Add(await ClickAsync(rooms, plan));
            await pace;
        }

        (calls, clicks) = ([.. calls.Skip(WarmUp)], [.. clicks.Skip(WarmUp)]);
        Console.WriteLine($"{clicks.Count} rollbacks of {clicks.Count} services, one every {Pace.TotalSeconds:0.0} s, each with its dialog open (plan and pre-flight made) and a bare UpdateService of another service before it; the first {WarmUp} are not counted. The simulated AWS is a process of its own.");
        Console.WriteLine($"{"",-42}{"median",10}{"p99",10}{"max",10}");
        Console.WriteLine(Row("bare UpdateService round trip", calls));
        Console.WriteLine(Row("click to UpdateService accepted", clicks));
        Console.WriteLine($"{"as a multiple of the bare round trip",-42}{At(clicks, 0.5) / At(calls, 0.5),9:0.0}x{At(clicks, 0.99) / At(calls, 0.99),9:0.0}x   (p99 over the bare median: {At(clicks, 0.99) / At(calls, 0.5):0.0}x)");
        Console.WriteLine($"ledger: {(await aws.LedgerAsync()).Count(entry => entry.Operation == "UpdateService")} UpdateService, {ready.Length + bare.Length} were meant");
    }

    /// <summary>Services that can go back by UpdateService now, to be clicked; and as many others, to be called without a dashboard.</summary>
    private static (RollbackPlan[] Ready, EcsService[] Bare) Choose(BenchRooms rooms, int count)
    {
        var services = rooms.Services.Where(service => service.Key.Cluster.StartsWith("fleet-", StringComparison.Ordinal)).ToArray();
        var ready = services.Where(rooms.IsRead).Select(service => rooms.Get<RollbackPlanner>().Sketch(service.Key)).OfType<RollbackPlan>().Where(plan => plan.Default is { Move: RollbackMove.UpdateService }).Take(count).ToArray();
        var clicked = ready.Select(plan => plan.Key).ToHashSet();
        return (ready, [.. services.Where(service => !clicked.Contains(service.Key)).Take(ready.Length)]);
    }

    private static async Task<double> BareAsync(BenchRooms rooms, EcsService service)
    {
        var (ecs, current) = (rooms.Get<AwsClients>().For(service.Key.Target).OwnSession().Ecs, service.TaskDefinition!.Value);
        var since = Stopwatch.GetTimestamp();
        await ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = service.Key.Cluster, Service = service.Key.Service, TaskDefinition = $"{current.Family}:{current.Revision - 1}" });
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }

    private static async Task<double> ClickAsync(BenchRooms rooms, RollbackPlan sketch)
    {
        var plan = (await rooms.Get<RollbackPlanner>().PlanAsync(sketch.Key))!;
        var to = plan.Find(sketch.Default!.To)!;
        await rooms.Get<RollbackPreflight>().CheckAsync(plan, to);
        var command = new RollbackCommand(plan.Key, plan.SeenDeploymentId, to.To.ToString(), "to be timed", Guid.NewGuid()) { PlannedAt = DateTimeOffset.UtcNow, PastWarning = to.Grade == CandidateGrade.Warned };
        var since = Stopwatch.GetTimestamp();
        var outcome = await rooms.Get<ServiceRollback>().RollBackAsync(command, People.Of("on-call"));
        return outcome.Result == RollbackResult.Accepted ? Stopwatch.GetElapsedTime(since).TotalMilliseconds : throw new InvalidOperationException($"{plan.Key}: {outcome.Message}");
    }

    private static string Row(string name, List<double> values) => $"{name,-42}{At(values, 0.5),7:0.0} ms{At(values, 0.99),7:0.0} ms{values.Max(),7:0.0} ms";

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)Math.Ceiling(values.Count * share) - 1);
}
