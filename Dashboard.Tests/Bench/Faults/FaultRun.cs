using Dashboard.Aws;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;
using Dashboard.Simulator;
using Dashboard.Tests.Bench.Kills;
using Dashboard.Tests.Rollback;

namespace Dashboard.Tests.Bench.Faults;

/// <summary>What became of a rollback in which one call went wrong.</summary>
/// <param name="Effect">As it was, to be compared with what the row expects.</param>
/// <param name="Wrong">What is wrong with it beside the effect; null when nothing is.</param>
internal sealed record FaultResult(FaultEffect Effect, string? Wrong);

/// <summary>One rollback on a simulated AWS of its own, over HTTP, on a clock that moves when it is told to.</summary>
internal static class FaultRun
{
    private static readonly string[] Deploying = ["UpdateService", "StopServiceDeployment", "ContinueServiceDeployment"];

    // What never answers, or trickles, costs its time limit; nothing else should come near one on a busy machine.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    // So that a rollout in progress is still one when the answers of the polls have aged.
    private const double Slowly = 0.25;

    /// <param name="fault">Of <see cref="FaultMatrix.Faults"/>.</param>
    public static async Task<FaultResult> OnceAsync(FaultRow row, string fault)
    {
        await using var house = await OpenAsync(row.Story, Slowly, hurried: fault is InjectedFault.Timeout or InjectedFault.Slow);
        var command = CommandOf(house, row.Story);
        if (row.Phase == FaultPhase.Settling)
            house.Aws.Faults.Add(new InjectedFault("ecs:" + row.Story.Operations[^1], InjectedFault.ResetAfter, Count: 1));
        else
            house.Aws.Faults.Add(new InjectedFault(row.Operation, fault));
        var shown = await house.RollBackAsync(command);
        if (row.Phase == FaultPhase.Settling)
            house.Aws.Faults.Add(new InjectedFault(row.Operation, fault));
        await LookAfterAsync(house, 3);
        var under = await house.Get<IntentStore>().FindAsync(command.IntentId);
        house.Aws.Faults.Clear();
        foreach (var wait in under?.State is IntentState.Sent or IntentState.Unknown or IntentState.Registering ? [3, 30, 30] : Array.Empty<int>())
            await LookAfterAsync(house, wait);
        return await ResultAsync(house, row, fault, command, shown, under);
    }

    /// <summary>All faults in one call while a rollout is followed, one in each round, until the verdict.</summary>
    public static async Task<FaultResult> FollowAsync(FaultRow row)
    {
        await using var house = await OpenAsync(row.Story, speed: 6, hurried: true);
        await house.LookAsync(measure: true);
        var command = CommandOf(house, row.Story);
        var shown = await house.RollBackAsync(command);
        RollbackIntent? under = null;
        foreach (var fault in FaultMatrix.Faults)
        {
            house.Aws.Faults.Add(new InjectedFault(row.Operation, fault));
            house.Time.Advance(TimeSpan.FromSeconds(5));
            await house.LookAsync(measure: true);
            house.Aws.Faults.Clear();
            under = await house.IntentAsync(command.IntentId);
            if (!under.IsOpen)
                break;
        }

        await house.FollowAsync(command.IntentId, intent => !intent.IsOpen);
        return await ResultAsync(house, row, "each", command, shown, under);
    }

    /// <summary>The operations that a rollback without faults calls at the click, and after it until the verdict.</summary>
    public static async Task<(string[] Click, string[] After)> CallsAsync(KillStory story)
    {
        await using var house = await OpenAsync(story, Slowly, hurried: false);
        var command = CommandOf(house, story);
        var before = Tallies(house);
        await house.RollBackAsync(command);
        var clicked = Tallies(house);
        await house.FollowAsync(command.IntentId, intent => !intent.IsOpen);
        return (More(before, clicked), More(clicked, Tallies(house)));
    }

    private static string[] More(Dictionary<string, long> before, Dictionary<string, long> after) =>
        [.. after.Where(pair => pair.Value > before.GetValueOrDefault(pair.Key)).Select(pair => pair.Key).Order()];

    private static Dictionary<string, long> Tallies(RollbackHouse house) => house.Get<CallMeter>().Read().Rows.ToDictionary(row => row.Operation, row => row.Tally.Calls);

    private static async Task<RollbackHouse> OpenAsync(KillStory story, double speed, bool hurried)
    {
        var settings = RollbackProcess.Watching(story.Service);
        foreach (var key in hurried ? ["ReadAttempt", "Read", "Write"] : Array.Empty<string>())
            settings["Aws:TimeLimits:" + key] = Short.ToString();

        // Reading services that the story does not need is most of what a run costs.
        var needed = NamedServices.All.TakeWhile(service => service.Name != story.Service.Service).Count() + 1;
        var house = await RollbackHouse.StartAsync(needed, settings, speed);

        // What the polls have just read is kept for minutes; the click is to ask for everything itself.
        await LookAfterAsync(house, 6 * 60);
        return house;
    }

    private static RollbackCommand CommandOf(RollbackHouse house, KillStory story) =>
        new(story.Service, house.SeenNow(story.Service), story.To, "AWS does not answer as it should", Guid.NewGuid()) { PlannedAt = house.Time.GetUtcNow() };

    private static async Task LookAfterAsync(RollbackHouse house, int seconds)
    {
        house.Time.Advance(TimeSpan.FromSeconds(seconds));
        await house.LookAsync();
    }

    private static async Task<FaultResult> ResultAsync(RollbackHouse house, FaultRow row, string fault, RollbackCommand command, RollbackOutcome shown, RollbackIntent? under)
    {
        var intent = await house.Get<IntentStore>().FindAsync(command.IntentId);
        var sends = house.Aws.Ledger.Count(entry => Deploying.Contains(entry.Operation));
        var effect = new FaultEffect(shown.Result, intent?.State, sends);
        var expected = row.Expected(fault);
        var wrong = effect != expected ? $"expected {expected.Shown}, {expected.State?.ToString() ?? "no intent"}, {expected.Sends} sent; found {shown.Result}, {intent?.State.ToString() ?? "no intent"}, {sends} sent: {shown.Message} {intent?.Verdict}"
            : under is { IsOpen: false } && intent!.Sent() && row.Phase != FaultPhase.Click ? $"it was closed as {under.State} while the call went wrong"
            : house.Aws.Ledger.Count(entry => entry.Operation == "RegisterTaskDefinition") > 1 ? "more than one copy was registered"
            : Unsaid(row, fault, shown, intent);
        return new FaultResult(effect, wrong);
    }

    // A person must be told which call it was: in the refusal, or in the pre-flight that is kept with the rollback.
    private static string? Unsaid(FaultRow row, string fault, RollbackOutcome shown, RollbackIntent? intent) =>
        row.Phase != FaultPhase.Click || fault == InjectedFault.Partial || shown.Result == RollbackResult.Unknown ? null
        : shown.Result == RollbackResult.Refused ? shown.Message.Contains(row.Operation, StringComparison.Ordinal) ? null : $"the refusal does not name the call: {shown.Message}"
        : intent!.Facts.Preflight.Any(line => line.Result == PreflightResult.Warn && line.Fact.Contains(row.Operation, StringComparison.Ordinal)) ? null : "no line of the pre-flight names the call";

    private static bool Sent(this RollbackIntent intent) => intent.SentAt is not null;
}
