using System.Collections.Concurrent;

namespace Dashboard.Simulator;

/// <param name="Tag">Empty when a newer image took it.</param>
internal sealed record RegistryImage(string Repository, string Tag, string Digest, DateTimeOffset PushedAt, long Bytes, Behaviour Behaviour)
{
    /// <summary>As the logs have it.</summary>
    public string Version { get; init; } = Tag;
}

/// <summary>The ECR repositories of a Region. Images exist for every version up to one that nobody has deployed yet, unless they expired.</summary>
internal sealed class ImageRegistry(string region, WorldClock clock)
{
    private readonly ConcurrentDictionary<string, List<RegistryImage>> repositories = new(StringComparer.Ordinal);

    public string Host => $"{SimulatedWorld.Account}.dkr.ecr.{region}.amazonaws.com";

    public void Add(ServiceSpec spec, DefinitionBook book, IReadOnlyList<PastDeployment> past)
    {
        var newest = spec.Story == Story.LatestTag ? spec.Build : spec.Build + 1;
        repositories[spec.Name] = [.. Enumerable.Range(Math.Max(1, spec.Build - 30), newest - Math.Max(1, spec.Build - 30) + 1)
            .Select(build => Make(spec, build, PushedAt(spec, build, book, past)))
            .Where(image => clock.Start - image.PushedAt <= spec.ImageRetention)];
    }

    /// <summary>Also one that has expired: the revisions that ran it know it still.</summary>
    public RegistryImage Past(ServiceSpec spec, int build, DateTimeOffset at) =>
        Repository(spec.Name)?.FirstOrDefault(image => image.Version == ServiceSpec.VersionOf(build)) ?? Make(spec, build, at);

    private RegistryImage Make(ServiceSpec spec, int build, DateTimeOffset pushedAt)
    {
        var version = ServiceSpec.VersionOf(build);
        var size = 58_000_000 + (long)(Hash.Of(clock.Seed, spec.Name) % 90_000_000) + (build * 41_213);
        var tag = spec.Story != Story.LatestTag ? version : build == spec.Build ? "latest" : "";
        return new RegistryImage(spec.Name, tag, DigestOf(spec.Name, version), pushedAt, size, Stories.BehaviourOf(spec, build)) { Version = version };
    }

    private DateTimeOffset PushedAt(ServiceSpec spec, int build, DefinitionBook book, IReadOnlyList<PastDeployment> past) =>
        build > spec.Build ? clock.Start - TimeSpan.FromMinutes(9)
        : spec.Story != Story.LatestTag ? book.RegisteredAt(build) - TimeSpan.FromMinutes(3)
        : past.FirstOrDefault(deployment => deployment.Build == build) is { Build: > 0 } deployed ? deployed.At - TimeSpan.FromMinutes(3)
        : past[0].At - TimeSpan.FromDays(5.0 * (past[0].Build - build));

    /// <summary>Null when ECR has no such repository.</summary>
    public IReadOnlyList<RegistryImage>? Repository(string name) => repositories.GetValueOrDefault(name);

    /// <summary>What an image reference of a task definition is; null when it cannot be pulled.</summary>
    public RegistryImage? Resolve(string image)
    {
        if (!image.StartsWith(Host + "/", StringComparison.Ordinal))
            return image.Contains(".dkr.ecr.", StringComparison.Ordinal) ? null : new RegistryImage(image, "", Hash.Sha256(image), clock.Start, 0, Behaviour.Good);
        var name = image[(Host.Length + 1)..];
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var colon = name.LastIndexOf(':');
        var repository = Repository(at > 0 ? name[..at].Split(':')[0] : colon > 0 ? name[..colon] : name);
        return at > 0
            ? repository?.FirstOrDefault(known => known.Digest == name[(at + 1)..])
            : repository?.FirstOrDefault(known => known.Tag == (colon > 0 ? name[(colon + 1)..] : "latest"));
    }

    /// <summary>Known also of images that expired: the revisions that ran them keep it.</summary>
    public static string DigestOf(string repository, string tag) => Hash.Sha256($"{repository}:{tag}");
}
