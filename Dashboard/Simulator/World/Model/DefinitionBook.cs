using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>One family of task definitions: the past ones by rule, those registered since as they came.</summary>
internal sealed class DefinitionBook
{
    /// <summary>A pipeline registers a task definition this long before it deploys it.</summary>
    public static readonly TimeSpan BeforeDeployment = TimeSpan.FromSeconds(48);

    private static readonly string[] Registered = ["placementConstraints", "pidMode", "ipcMode", "proxyConfiguration", "inferenceAccelerators", "ephemeralStorage", "enableFaultInjection"];
    private readonly List<TaskDefinition> revisions = [];
    private readonly Dictionary<int, DateTimeOffset> deployedAt = [];
    private readonly DateTimeOffset start;

    public DefinitionBook(string family, string region, DateTimeOffset start)
    {
        Family = family;
        Region = region;
        this.start = start;
    }

    public string Family { get; }
    public string Region { get; }

    public static DefinitionBook Past(ServiceSpec spec, IReadOnlyList<PastDeployment> past, WorldClock clock, string host)
    {
        var book = new DefinitionBook(spec.Name, spec.Region, clock.Start);
        foreach (var deployment in past)
            book.deployedAt.TryAdd(deployment.Revision, deployment.At);
        for (var revision = 1; revision <= spec.Revision; revision++)
            book.revisions.Add(DefinitionTemplate.Make(spec, revision, book.RegisteredAt(revision), book.DeregisteredAt(spec, revision), host));
        return book;
    }

    public DateTimeOffset RegisteredAt(int revision)
    {
        if (deployedAt.TryGetValue(revision, out var at))
            return at - BeforeDeployment;
        var (oldest, first) = deployedAt.Count == 0 ? (revision, start) : deployedAt.Select(pair => (pair.Key, pair.Value)).Min();
        return first - TimeSpan.FromDays(4.3 * Math.Max(1, oldest - revision));
    }

    public IReadOnlyList<TaskDefinition> All()
    {
        lock (revisions)
            return [.. revisions];
    }

    /// <summary>Null when there is none.</summary>
    public TaskDefinition? Find(int revision)
    {
        lock (revisions)
            return revision >= 1 && revision <= revisions.Count ? revisions[revision - 1] : null;
    }

    public TaskDefinition? NewestActive()
    {
        lock (revisions)
            return revisions.LastOrDefault(definition => definition.Status == "ACTIVE");
    }

    public TaskDefinition Register(TaskDefinition request, DateTimeOffset at, string registeredBy)
    {
        lock (revisions)
        {
            var made = request with
            {
                Family = Family,
                Revision = revisions.Count + 1,
                Status = "ACTIVE",
                TaskDefinitionArn = Arn(revisions.Count + 1),
                RegisteredAt = at,
                DeregisteredAt = null,
                RegisteredBy = registeredBy,
                Compatibilities = ["EC2", "FARGATE"],
                Others = request.Others?.Where(other => Registered.Contains(other.Key)).ToDictionary(other => other.Key, other => other.Value),
            };
            revisions.Add(made);
            return made;
        }
    }

    public TaskDefinition Deregister(int revision, DateTimeOffset at)
    {
        lock (revisions)
            return revisions[revision - 1] = revisions[revision - 1] with { Status = "INACTIVE", DeregisteredAt = revisions[revision - 1].DeregisteredAt ?? at };
    }

    private string Arn(int revision) => DefinitionTemplate.Arn(Region, Family, revision);

    private DateTimeOffset? DeregisteredAt(ServiceSpec spec, int revision) =>
        spec.Terraform && revision < spec.Revision ? RegisteredAt(revision + 1) + TimeSpan.FromMinutes(4)
        : revision < spec.Revision - 25 ? RegisteredAt(revision) + TimeSpan.FromDays(90)
        : null;
}
