using System.Collections.Immutable;
using Dashboard.Alarms.BlackBox;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Metrics.Changes;

namespace Dashboard.Rollback.Suspects;

/// <summary>What is known of one service when it is judged.</summary>
/// <param name="Tasks">With those that stopped a while ago.</param>
/// <param name="Series">By the minute, from <see cref="Before"/> ahead of a young deployment where that is to be had. What is derived from it is kept, so it is never replaced.</param>
/// <param name="Stops">Of the last day, newest first.</param>
internal sealed record VerdictInputs(EcsService Service, DeploymentHistory? History, ImmutableArray<EcsTask> Tasks, ServiceSeries Series, ImmutableArray<StoppedTask> Stops, DateTimeOffset Now)
{
    /// <summary>A deployment that began to serve longer ago is not judged any more.</summary>
    public static readonly TimeSpan JudgedFor = TimeSpan.FromHours(3);

    /// <summary>At low traffic three hours show what one does not, and as long as the rate stays the same they are as good as one.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromHours(3);

    private IReadOnlyList<ChangePoint>? errorChanges;

    /// <summary>What was asked because a deployment is suspected; null while none is.</summary>
    public Suspicion? Suspicion { get; init; }

    public IReadOnlyList<ObservedErrors> Errors { get; } = ObservedMinutes.Errors(Series);

    public IReadOnlyList<ObservedValue> ResponseTimes { get; } = ObservedMinutes.Values(Series[ServiceMetric.ResponseP95]);

    public IReadOnlyList<ChangePoint> ErrorChanges => errorChanges ??= RateChanges.Find(Errors);

    /// <summary>Those that changed what runs, the newest first.</summary>
    public IEnumerable<JudgedDeployment> Deployments => (History?.Deployments ?? []).Where(deployment => deployment.Target?.TaskDefinition is not null)
        .Select(deployment => new JudgedDeployment(deployment.Arn, DeploymentWords.Version(History, deployment.Target), deployment.Target!.TaskDefinition, ServingAt(deployment)));

    private DateTimeOffset ServingAt(ServiceDeployment deployment)
    {
        var began = deployment.StartedAt ?? deployment.CreatedAt;
        return Tasks.Where(task => task.TaskDefinition == deployment.Target?.TaskDefinition && task.StartedAt >= began && !(task.StartedAt > deployment.FinishedAt)).Min(task => task.StartedAt) ?? began;
    }
}
