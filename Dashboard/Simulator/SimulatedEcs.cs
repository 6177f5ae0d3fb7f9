namespace Dashboard.Simulator;

/// <summary>Amazon ECS in one Region. Clusters and services are taken by name or ARN, a null cluster is <c>default</c>. Lists are complete; endpoints page them.</summary>
public sealed class SimulatedEcs
{
    private readonly RegionState region;

    internal SimulatedEcs(RegionState region) => this.region = region;

    private DateTimeOffset Now => region.Clock.Now;

    public IReadOnlyList<string> ListClusters() =>
        [.. region.Clusters.Order(StringComparer.Ordinal).Select(name => Arns.Cluster(region.Name, name))];

    public Described<Cluster> DescribeClusters(IReadOnlyList<string> clusters)
    {
        var found = new List<Cluster>();
        var failures = new List<Failure>();
        foreach (var name in clusters.DefaultIfEmpty("default").Select(Names.Cluster))
            if (region.Cluster(name) is { } services)
                found.Add(Summary(name, services));
            else
                failures.Add(new Failure(Arns.Cluster(region.Name, name), "MISSING"));
        return new Described<Cluster>(found, failures);
    }

    public IReadOnlyList<string> ListServices(string? cluster, string? launchType = null, string? schedulingStrategy = null) =>
        (launchType ?? "FARGATE") == "FARGATE" && (schedulingStrategy ?? "REPLICA") == "REPLICA"
            ? [.. Services(cluster).Keys.Order(StringComparer.Ordinal).Select(name => Arns.Service(new ServiceSpec(region.Name, Names.Cluster(cluster), name)))]
            : [];

    public Described<Service> DescribeServices(string? cluster, IReadOnlyList<string> services, bool includeTags)
    {
        var known = Services(cluster);
        var found = new List<Service>();
        var failures = new List<Failure>();
        foreach (var name in services.Select(Names.Service))
            if (known.TryGetValue(name, out var service))
                lock (service.Value.Gate)
                    found.Add(ServiceView.Of(service.Value, Now, includeTags));
            else
                failures.Add(new Failure(Arns.Service(new ServiceSpec(region.Name, Names.Cluster(cluster), name)), "MISSING"));
        return new Described<Service>(found, failures);
    }

    /// <param name="desiredStatus">RUNNING or STOPPED; null is RUNNING, as in AWS.</param>
    public IReadOnlyList<string> ListTasks(string? cluster, string? serviceName = null, string? family = null, string? desiredStatus = null, string? startedBy = null)
    {
        var known = Services(cluster);
        var asked = serviceName is null ? known.Values : known.TryGetValue(Names.Service(serviceName), out var one) ? [one] : throw SimulatedAwsException.NoService();
        var (now, stopped) = (Now, desiredStatus == "STOPPED");
        return [.. asked.SelectMany(service => Visible(service.Value, now).Where(task => task.StopAt <= now == stopped)
            .Where(task => family is null || task.Revision.Definition.Family == family)
            .Where(task => startedBy is null || task.StartedBy == startedBy)
            .Select(task => Arns.Task(service.Value.Spec, task.Id)))];
    }

    public Described<EcsTask> DescribeTasks(string? cluster, IReadOnlyList<string> tasks, bool includeTags = false)
    {
        var now = Now;
        var wanted = tasks.Select(Arns.Last).ToHashSet(StringComparer.Ordinal);
        var found = Services(cluster).Values
            .SelectMany(service => Visible(service.Value, now).Where(task => wanted.Remove(task.Id)).Select(task => TaskView.Of(service.Value, task, now, includeTags)))
            .ToDictionary(task => Arns.Last(task.TaskArn), StringComparer.Ordinal);
        var missing = tasks.Where(task => !found.ContainsKey(Arns.Last(task)))
            .Select(task => new Failure(task.StartsWith("arn:", StringComparison.Ordinal) ? task : Arns.Task(new ServiceSpec(region.Name, Names.Cluster(cluster), ""), task), "MISSING"));
        return new Described<EcsTask>([.. tasks.Select(Arns.Last).Distinct().Where(found.ContainsKey).Select(id => found[id])], [.. missing]);
    }

    /// <param name="tasks">Ids or ARNs; empty asks for all of the cluster.</param>
    public Described<ProtectedTask> GetTaskProtection(string? cluster, IReadOnlyList<string> tasks)
    {
        var now = Now;
        var running = Services(cluster).Values
            .SelectMany(service => Visible(service.Value, now).Where(task => task.StaysAt(now)).Select(task => Protection(Arns.Task(service.Value.Spec, task.Id), task.ProtectedUntil, now)))
            .ToDictionary(task => Arns.Last(task.TaskArn), StringComparer.Ordinal);
        var missing = tasks.Where(task => !running.ContainsKey(Arns.Last(task))).Select(task => new Failure(Arns.Task(new ServiceSpec(region.Name, Names.Cluster(cluster), ""), Arns.Last(task)), "MISSING"));
        return new Described<ProtectedTask>(tasks.Count == 0 ? [.. running.Values] : [.. tasks.Select(Arns.Last).Where(running.ContainsKey).Select(id => running[id])], [.. missing]);
    }

    private static ProtectedTask Protection(string arn, DateTimeOffset? until, DateTimeOffset now) =>
        until > now ? new ProtectedTask(arn, true, until) : new ProtectedTask(arn, false, null);

    public IReadOnlyList<string> ListTaskDefinitionFamilies(string? familyPrefix = null) =>
        [.. region.Families().Where(family => family.StartsWith(familyPrefix ?? "", StringComparison.Ordinal))];

    /// <param name="familyPrefix">A whole family name, as AWS means it.</param>
    /// <param name="status">ACTIVE (when null), INACTIVE or ALL.</param>
    /// <param name="sort">ASC (when null) or DESC, by family and revision.</param>
    public IReadOnlyList<string> ListTaskDefinitions(string? familyPrefix = null, string? status = null, string? sort = null)
    {
        var families = familyPrefix is null ? region.Families() : [familyPrefix];
        var arns = families.SelectMany(family => region.Book(family)?.All() ?? [])
            .Where(definition => status is "ALL" || definition.Status == (status ?? "ACTIVE"))
            .Select(definition => definition.TaskDefinitionArn!);
        return sort == "DESC" ? [.. arns.Reverse()] : [.. arns];
    }

    /// <param name="taskDefinition">An ARN, <c>family:revision</c>, or a family for its newest ACTIVE revision.</param>
    public TaskDefinition DescribeTaskDefinition(string taskDefinition) =>
        Find(taskDefinition).Definition;

    public TaskDefinition RegisterTaskDefinition(TaskDefinition request, string? registeredBy = null)
    {
        DefinitionRules.Check(request);
        return region.BookFor(request.Family).Register(request, Now, registeredBy ?? $"arn:aws:sts::{SimulatedWorld.Account}:assumed-role/ecs-dashboard/dashboard");
    }

    public TaskDefinition DeregisterTaskDefinition(string taskDefinition)
    {
        var (book, definition) = Find(taskDefinition);
        return book.Deregister(definition.Revision, Now);
    }

    public Service UpdateService(UpdateService request)
    {
        var service = Services(request.Cluster).TryGetValue(Names.Service(request.Service), out var known) ? known.Value : throw SimulatedAwsException.NoService();
        var alarmed = service.Configuration.Alarms is { Enable: true } alarms && region.Alarms.Value.Fires(alarms.AlarmNames);
        lock (service.Gate)
        {
            ServiceUpdates.Apply(service, request, Now, alarmed);
            return ServiceView.Of(service, Now, tags: false);
        }
    }

    /// <summary>Newest first, of the last 90 days.</summary>
    public IReadOnlyList<ServiceDeploymentBrief> ListServiceDeployments(string? cluster, string service, IReadOnlyList<string>? statuses = null, DateTimeOffset? createdAfter = null, DateTimeOffset? createdBefore = null)
    {
        var found = Services(cluster).TryGetValue(Names.Service(service), out var known) ? known.Value : throw SimulatedAwsException.NoService();
        if (found.Spec.Controller != "ECS")
            return [];
        var now = Now;
        lock (found.Gate)
            return [.. found.Runs.AsEnumerable().Reverse()
                .Where(run => run.CreatedAt <= now && run.CreatedAt > now - HistoryKept)
                .Where(run => run.CreatedAt >= (createdAfter ?? DateTimeOffset.MinValue) && run.CreatedAt <= (createdBefore ?? DateTimeOffset.MaxValue))
                .Select(run => DeploymentView.Brief(found, run, now))
                .Where(run => statuses is not { Count: > 0 } || statuses.Contains(run.Status))];
    }

    public Described<ServiceDeployment> DescribeServiceDeployments(IReadOnlyList<string> arns) => Describe(arns, "service-deployment", (service, id) =>
        service.Runs.Find(run => run.Id == id) is { } run ? DeploymentView.Of(service, run, Now) : null);

    public Described<ServiceRevision> DescribeServiceRevisions(IReadOnlyList<string> arns) => Describe(arns, "service-revision", (service, id) =>
        service.Revisions.Find(revision => revision.Id == id) is { } revision ? DeploymentView.Of(service, revision) : null);

    /// <returns>The service deployment's ARN.</returns>
    public string StopServiceDeployment(string arn, string? stopType)
    {
        if (stopType is not (null or "ROLLBACK"))
            throw SimulatedAwsException.Invalid($"Invalid stopType: {stopType}.");
        var (service, run) = Running(arn);
        lock (service.Gate)
        {
            var now = Now;
            if (run.StatusAt(now) is not ("PENDING" or "IN_PROGRESS"))
                throw new SimulatedAwsException("ConflictException", $"The service deployment is in status {run.StatusAt(now)} and cannot be stopped.");
            run.StopRequestedAt = now;

            // ECS takes a moment to act on it, in which the deployment may end by itself.
            if (run.FinishedAt > now + region.Clock.Pace(2))
                RolloutPlanner.StopAndRollBack(service, run, now);
            return arn;
        }
    }

    /// <summary>What CodeDeploy does to a service of its own, beside ECS's API: another task set takes its place.</summary>
    internal void ReplaceTaskSet(string cluster, string service, string taskDefinition)
    {
        var found = Services(cluster)[service].Value;
        lock (found.Gate)
            RolloutPlanner.Deploy(found, region.Revision(found, Find(taskDefinition).Definition, Now), Now);
    }

    /// <returns>The service deployment's ARN.</returns>
    public string ContinueServiceDeployment(string arn, string hookId, string? action)
    {
        if (action is not (null or "CONTINUE" or "ROLLBACK"))
            throw SimulatedAwsException.Invalid($"Invalid action: {action}.");
        var (service, run) = Running(arn);
        lock (service.Gate)
        {
            var now = Now;
            var hook = run.FinishedBy(now) ? null : run.Hooks.Find(hook => hook.Id == hookId && hook.AwaitsAt(now));
            if (hook is null)
                throw SimulatedAwsException.Invalid($"No lifecycle hook {hookId} of the service deployment is awaiting an action.");
            BlueGreen.Answer(service, run, hook, action ?? SimHook.Continue, now);
            return arn;
        }
    }

    private static readonly TimeSpan HistoryKept = TimeSpan.FromDays(90);

    private IReadOnlyDictionary<string, Lazy<SimService>> Services(string? cluster)
    {
        region.Watch();
        return region.Cluster(Names.Cluster(cluster)) ?? throw SimulatedAwsException.NoCluster();
    }

    private static List<SimTask> Visible(SimService service, DateTimeOffset at)
    {
        lock (service.Gate)
        {
            service.ReachTo(at);
            return service.Tasks.FindAll(task => TaskView.IsVisible(task, at));
        }
    }

    private Cluster Summary(string name, IReadOnlyDictionary<string, Lazy<SimService>> services)
    {
        var now = Now;
        var tasks = services.Values.SelectMany(service => Visible(service.Value, now)).ToList();
        return new Cluster(Arns.Cluster(region.Name, name), name)
        {
            ActiveServicesCount = services.Count,
            Settings = [new ClusterSetting("containerInsights", ClusterInsights.Of(region.Name, name))],
            RunningTasksCount = tasks.Count(task => task.RunsAt(now)),
            PendingTasksCount = tasks.Count(task => task.PendsAt(now)),
        };
    }

    private (DefinitionBook Book, TaskDefinition Definition) Find(string text)
    {
        var (family, revision) = Names.TaskDefinition(text);
        var book = region.Book(family);
        var found = revision is { } number ? book?.Find(number) : book?.NewestActive();
        return found is null ? throw SimulatedAwsException.Client("Unable to describe task definition.") : (book!, found);
    }

    private Described<T> Describe<T>(IReadOnlyList<string> arns, string kind, Func<SimService, string, T?> find) where T : class
    {
        region.Watch();
        var found = new List<T>();
        var failures = new List<Failure>();
        foreach (var arn in arns)
        {
            if (Names.Of(arn, kind) is not { } name)
                throw SimulatedAwsException.Invalid($"Invalid identifier: {arn}.");
            T? one = null;
            if (region.Service(name.Cluster, name.Service) is { } service)
                lock (service.Gate)
                    one = find(service, name.Id);
            if (one is null)
                failures.Add(new Failure(arn, "MISSING"));
            else
                found.Add(one);
        }

        return new Described<T>(found, failures);
    }

    private (SimService Service, DeploymentRun Run) Running(string arn)
    {
        region.Watch();
        var name = Names.Of(arn, "service-deployment") ?? throw SimulatedAwsException.Invalid($"Invalid identifier: {arn}.");
        var service = region.Service(name.Cluster, name.Service);
        if (service is not null)
            lock (service.Gate)
                if (service.Runs.Find(run => run.Id == name.Id) is { } run)
                    return (service, run);
        throw new SimulatedAwsException("ServiceDeploymentNotFoundException", "The service deployment ARN that you specified doesn't exist.");
    }
}

/// <summary>UpdateService's request; what is null stays as it is.</summary>
public sealed record UpdateService(string? Cluster, string Service)
{
    public string? TaskDefinition { get; init; }
    public int? DesiredCount { get; init; }
    public bool ForceNewDeployment { get; init; }
    public DeploymentConfiguration? DeploymentConfiguration { get; init; }
    public int? HealthCheckGracePeriodSeconds { get; init; }
    public NetworkConfiguration? NetworkConfiguration { get; init; }
    public IReadOnlyList<CapacityProviderStrategyItem>? CapacityProviderStrategy { get; init; }
    public string? PlatformVersion { get; init; }
}
