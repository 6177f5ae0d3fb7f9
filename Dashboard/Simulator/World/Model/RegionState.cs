using System.Collections.Concurrent;

namespace Dashboard.Simulator;

/// <summary>What the APIs of one Region share.</summary>
internal sealed class RegionState
{
    private readonly Dictionary<string, DefinitionBook> books = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Lazy<SimService>>> clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceSpec> specs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SimService, bool> guarded = new();

    public RegionState(string name, WorldClock clock, IEnumerable<ServiceSpec> specs)
    {
        Name = name;
        Clock = clock;
        Images = new ImageRegistry(name, clock);
        foreach (var spec in specs)
            Add(spec);
        Secrets = new SecretBook(this);
        Metrics = new(() => new MetricStore(this));
        Alarms = new(() => new AlarmBook(this, Metrics.Value));
    }

    public string Name { get; }
    public WorldClock Clock { get; }
    public ImageRegistry Images { get; }
    public SecretBook Secrets { get; }
    public Lazy<MetricStore> Metrics { get; }
    public Lazy<AlarmBook> Alarms { get; }

    /// <summary>Those whose newest deployment ECS watches alarms for.</summary>
    public IEnumerable<SimService> Guarded => guarded.Keys;

    public IReadOnlyCollection<ServiceSpec> Specs => specs.Values;
    public IEnumerable<string> Clusters => clusters.Keys;

    /// <summary>Null when there is no such cluster.</summary>
    public IReadOnlyDictionary<string, Lazy<SimService>>? Cluster(string name) => clusters.GetValueOrDefault(name);

    public void Guard(SimService service) => guarded[service] = true;

    public void Unguard(SimService service) => guarded.TryRemove(service, out _);

    /// <summary>Lets ECS see the alarms of running deployments. Never under a service's gate: alarms read the services' metrics.</summary>
    public void Watch()
    {
        if (!guarded.IsEmpty)
            Alarms.Value.Watch();
    }

    public SimService? Service(string cluster, string name) => Cluster(cluster)?.GetValueOrDefault(name)?.Value;

    public SimService Service(ServiceSpec spec) => clusters[spec.Cluster][spec.Name].Value;

    public DefinitionBook? Book(string family)
    {
        lock (books)
        {
            if (books.TryGetValue(family, out var known))
                return known;
            if (!specs.TryGetValue(family, out var spec))
                return null;
            var past = PastDeployment.Of(spec, Clock);
            var book = DefinitionBook.Past(spec, past, Clock, Images.Host);
            Images.Add(spec, book, past);
            return books[family] = book;
        }
    }

    public DefinitionBook BookFor(string family)
    {
        lock (books)
            return Book(family) ?? (books[family] = new DefinitionBook(family, Name, Clock.Start));
    }

    public IReadOnlyList<string> Families()
    {
        lock (books)
            return [.. specs.Keys.Concat(books.Keys).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <param name="build">The image that was in ECR then, even if it has expired since; null for what the tag means now.</param>
    public SimRevision Revision(SimService service, TaskDefinition definition, DateTimeOffset at, int? build = null)
    {
        var image = definition.ContainerDefinitions[0].Image;
        var found = build is { } past ? Images.Past(service.Spec, past, at) : Images.Resolve(image);

        var images = definition.ContainerDefinitions.Select(container => new ContainerImage(container.Name, container.Image, container.Image == image ? found?.Digest : Images.Resolve(container.Image)?.Digest)).ToList();
        return new SimRevision(Hash.Digits(service.Draw()), definition, at, found, images, service.Surroundings) { LackingSecret = build is null ? Secrets.Lacking(definition) : null };
    }

    private void Add(ServiceSpec spec)
    {
        specs[spec.Name] = spec;
        if (!clusters.TryGetValue(spec.Cluster, out var services))
            clusters[spec.Cluster] = services = new Dictionary<string, Lazy<SimService>>(StringComparer.Ordinal);
        services[spec.Name] = new Lazy<SimService>(() => new SimService(spec, this));
    }
}
