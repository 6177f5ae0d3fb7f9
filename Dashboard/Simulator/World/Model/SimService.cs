using System.Collections.Immutable;

namespace Dashboard.Simulator;

/// <summary>One ECS service: everything that was and everything that is planned. Guarded by <see cref="Gate"/>.</summary>
internal sealed class SimService
{
    private ServingTimeline? serving;
    private ImmutableArray<(DateTimeOffset At, int Count)> counts = [];
    private int made;

    public SimService(ServiceSpec spec, RegionState region)
    {
        Spec = spec;
        Region = region;
        Chance = Hash.Of(region.Clock.Seed, $"{spec.Region}/{spec.Cluster}/{spec.Name}");
        DesiredCount = spec.Desired;
        Tracking = spec.AutoScale is { } policy ? new TargetTracking(this, policy) : null;
        Surroundings = Surroundings.Of(spec, spec.Revision);
        TargetGroupArn = spec.LoadBalancer is null ? null : Arns.TargetGroup(spec);
        Configuration = new DeploymentConfiguration
        {
            MaximumPercent = spec.MaximumPercent,
            MinimumHealthyPercent = spec.MinimumHealthyPercent,
            DeploymentCircuitBreaker = new DeploymentCircuitBreaker(spec.CircuitBreaker, spec.CircuitBreaker),
            Alarms = new DeploymentAlarms(spec.DeploymentAlarms, spec.DeploymentAlarms.Length > 0, spec.DeploymentAlarms.Length > 0),
            BakeTimeInMinutes = 0,
        };
        if (spec.Story == Story.WaitingHook)
            Configuration = Configuration with { Strategy = "BLUE_GREEN", BakeTimeInMinutes = 5, LifecycleHooks = [new DeploymentLifecycleHook("PAUSE", ["POST_TEST_TRAFFIC_SHIFT"]) { TimeoutConfiguration = new LifecycleHookTimeout(60, SimHook.RollBack) }] };
        foreach (var past in PastDeployment.Made(spec, region.Clock))
        {
            Surroundings = Surroundings.Of(spec, past.Revision);
            RolloutPlanner.Deploy(this, region.Revision(this, region.Book(spec.Name)!.Find(past.Revision)!, past.At, past.Build), past.At);
            if (past.Build < spec.Build && Runs[^1] is { Hooks: [var hook] } waiting)
                BlueGreen.Answer(this, waiting, hook, SimHook.Continue, hook.ReachedAt + Clock.Pace(240));
        }

        if (spec.Story == Story.ProtectedTask && Tasks.Find(task => task.StaysAt(Clock.Start)) is { } busy)
            busy.ProtectedUntil = Clock.Start + TimeSpan.FromMinutes(45);
    }

    public ServiceSpec Spec { get; }
    public RegionState Region { get; }
    public WorldClock Clock => Region.Clock;
    public Lock Gate { get; } = new();
    public ulong Chance { get; }
    public string Arn => Arns.Service(Spec);
    public string? TargetGroupArn { get; }
    public int DesiredCount { get; private set; }

    /// <summary>Null when no policy changes its count.</summary>
    public TargetTracking? Tracking { get; }
    public DeploymentConfiguration Configuration { get; set; }
    public int? GracePeriodSeconds { get; set; }
    public Surroundings Surroundings { get; set; }

    /// <summary>All by creation, oldest first.</summary>
    public List<SimTask> Tasks { get; } = [];
    public List<Rollout> Rollouts { get; } = [];
    public List<DeploymentRun> Runs { get; } = [];
    public List<SimRevision> Revisions { get; } = [];
    public List<ServiceEvent> Events { get; } = [];
    public CrashLoop? Loop { get; set; }

    /// <summary>Who served when; a snapshot that may be read without the gate.</summary>
    public ServingTimeline Serving
    {
        get
        {
            lock (Gate)
            {
                ReachTo(Clock.Now);
                return Planned;
            }
        }
    }

    /// <summary>As the tasks are now. Under the gate.</summary>
    public ServingTimeline Planned => serving ??= new ServingTimeline(Tasks);

    /// <summary>Lets happen what happens by itself until then. Under the gate.</summary>
    public void ReachTo(DateTimeOffset at)
    {
        Loop?.Extend(at);
        Tracking?.Extend(at);
    }

    public void Desire(int count, DateTimeOffset at) => (DesiredCount, counts) = (count, counts.Add((at, count)));

    /// <summary>May be called without the gate.</summary>
    public int DesiredAt(DateTimeOffset at)
    {
        var known = counts;
        for (var index = known.Length - 1; index >= 0; index--)
            if (known[index].At <= at)
                return known[index].Count;
        return Spec.Desired;
    }

    /// <summary>May be called without the gate.</summary>
    public DeploymentRun? NewestRun()
    {
        lock (Gate)
            return Runs.LastOrDefault();
    }

    public Rollout Primary(DateTimeOffset at) => Rollouts.Last(rollout => rollout.CreatedAt <= at);

    public ulong Draw() => Hash.Of(Chance, (ulong)made++);

    public void Changed() => serving = null;

    public void Say(DateTimeOffset at, string text) => Events.Add(new ServiceEvent(Hash.Guid(Draw()), at, $"(service {Spec.Name}) {text}"));

    /// <summary>Forgets what was planned for later than now, so that a new plan can begin.</summary>
    public void CutAt(DateTimeOffset at)
    {
        Loop = null;
        Tasks.RemoveAll(task => task.CreatedAt > at);
        Tasks.ForEach(task => task.KeepFrom(at));
        Events.RemoveAll(said => said.CreatedAt > at);
        Rollouts.RemoveAll(rollout => rollout.CreatedAt > at);
        Rollouts.ForEach(rollout => rollout.CutAt(at));
        Runs.ForEach(run => run.CutAt(at));
        Changed();
    }
}
