using System.Globalization;
using Dashboard.Live;

namespace Dashboard.Rollback.GitHub;

/// <param name="Run">Null while GitHub names no run that carries the intent.</param>
public sealed record DispatchedRun(WorkflowRun? Run);

/// <summary>Has the service's workflow deploy the version of an intent, and follows its run.</summary>
/// <remarks>Source: https://docs.github.com/en/rest/actions/workflows (create a workflow dispatch event) and workflow-runs (list, get).</remarks>
public sealed class WorkflowDispatch(GitHubApi api, GitHubRoute route, TimeProvider time)
{
    private const string Accept = "application/vnd.github+json";
    private const int PageSize = 100;
    private const int MostPages = 10;

    // GitHub's clock is not ours.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    /// <summary>Sent once. A fault of kind Unreachable leaves open whether GitHub took it; every other one says that it did not.</summary>
    public async Task<Answer<DispatchedRun>> DispatchAsync(RollbackIntent intent, CancellationToken cancel = default)
    {
        if (route.PathFor(intent.Key) is not { } path)
            return NoPath(intent);
        if (!GitHubRoute.IsTag(intent.ToVersion))
            return new Fault(FaultKind.Invalid, $"{path} deploys by image tag, and {intent.ToVersion} is none.", time.GetUtcNow());
        var body = new Dictionary<string, object> { ["ref"] = path.Ref, ["inputs"] = Inputs(intent, path.Inputs), ["return_run_details"] = true };
        var answer = await api.AskAsync("create a workflow dispatch event", (connection, limit) => connection.Post<DispatchAnswer>(Of(path, "dispatches"), body, Accept, "application/json", (IDictionary<string, string>?)null, limit), cancel);
        if (answer.Value is not { } response)
            return answer.Fault!;
        return new DispatchedRun(response.Body is { WorkflowRunId: > 0 } named ? new WorkflowRun(named.WorkflowRunId, named.HtmlUrl ?? "", "queued", null) : null);
    }

    /// <summary>Looks for the run whose title carries the intent's id.</summary>
    public async Task<Answer<DispatchedRun>> FindAsync(RollbackIntent intent, CancellationToken cancel = default)
    {
        if (route.PathFor(intent.Key) is not { } path)
            return NoPath(intent);
        var since = ((intent.SentAt ?? intent.At) - Slack).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        for (var page = 1; page <= MostPages; page++)
        {
            var asked = new Dictionary<string, string> { ["event"] = "workflow_dispatch", ["created"] = $">={since}", ["per_page"] = $"{PageSize}", ["page"] = $"{page}" };
            var answer = await api.AskAsync("list workflow runs", (connection, limit) => connection.Get<RunsAnswer>(Of(path, "runs"), asked, Accept, limit), cancel);
            if (answer.Value is not { } response)
                return answer.Fault!;
            var runs = response.Body?.WorkflowRuns ?? [];
            if (runs.FirstOrDefault(run => run.DisplayTitle?.Contains(intent.Id.ToString(), StringComparison.OrdinalIgnoreCase) is true) is { } found)
                return new DispatchedRun(found.ToRun());
            if (runs.Count < PageSize)
                break;
        }

        return new DispatchedRun((WorkflowRun?)null);
    }

    /// <summary>How the run of an intent stands now.</summary>
    public async Task<Answer<WorkflowRun>> ReadAsync(RollbackIntent intent, long runId, CancellationToken cancel = default)
    {
        if (route.PathFor(intent.Key) is not { } path)
            return NoPath(intent);
        var uri = new Uri($"repos/{path.Repository}/actions/runs/{runId}", UriKind.Relative);
        var answer = await api.AskAsync("get a workflow run", (connection, limit) => connection.Get<RunAnswer>(uri, new Dictionary<string, string>(), Accept, limit), cancel);
        return answer.Value is { } response ? response.Body.ToRun() : answer.Fault!;
    }

    private static Uri Of(WorkflowPath path, string what) => new($"repos/{path.Repository}/actions/workflows/{path.Workflow}/{what}", UriKind.Relative);

    private static Dictionary<string, string> Inputs(RollbackIntent intent, GitHubInputs names)
    {
        var inputs = new Dictionary<string, string> { [names.Cluster] = intent.Key.Cluster, [names.Service] = intent.Key.Service, [names.Version] = intent.ToVersion, [names.Reason] = intent.Reason };
        if (names.Intent.Length > 0)
            inputs[names.Intent] = intent.Id.ToString();
        return inputs;
    }

    private Fault NoPath(RollbackIntent intent) =>
        new(FaultKind.Unsupported, $"No workflow of Rollback:GitHub:Workflows deploys {intent.Key}.", time.GetUtcNow());

    // Octokit's own models have neither the run of a dispatch nor states that are newer than they are.
    private sealed class DispatchAnswer
    {
        public long WorkflowRunId { get; set; }
        public string? HtmlUrl { get; set; }
    }

    private sealed class RunsAnswer
    {
        public List<RunAnswer> WorkflowRuns { get; set; } = [];
    }

    private sealed class RunAnswer
    {
        public long Id { get; set; }
        public string? HtmlUrl { get; set; }
        public string? Status { get; set; }
        public string? Conclusion { get; set; }
        public string? DisplayTitle { get; set; }

        public WorkflowRun ToRun() => new(Id, HtmlUrl ?? "", Status ?? "", Conclusion);
    }
}
