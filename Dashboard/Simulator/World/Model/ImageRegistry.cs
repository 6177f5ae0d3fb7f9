using System.Collections.Concurrent;

namespace Dashboard.Simulator;

internal sealed record RegistryImage(string Repository, string Tag, string Digest, DateTimeOffset PushedAt, long Bytes, Behaviour Behaviour);

/// <summary>The ECR repositories of a Region. Images exist for every version up to one that nobody has deployed yet, unless they expired.</summary>
internal sealed class ImageRegistry(string region, WorldClock clock)
{
    private readonly ConcurrentDictionary<string, List<RegistryImage>> repositories = new(StringComparer.Ordinal);

    public string Host => $"{SimulatedWorld.Account}.dkr.ecr.{region}.amazonaws.com";

    public void Add(ServiceSpec spec, DefinitionBook book)
    {
        var images = new List<RegistryImage>();
        for (var revision = Math.Max(1, spec.Revision - 30); revision <= spec.Revision + 1; revision++)
        {
            var pushedAt = revision > spec.Revision ? clock.Start - TimeSpan.FromMinutes(9) : book.RegisteredAt(revision) - TimeSpan.FromMinutes(3);
            if (clock.Start - pushedAt > spec.ImageRetention)
                continue;
            var tag = ServiceSpec.VersionOf(revision);
            var size = 58_000_000 + (long)(Hash.Of(clock.Seed, spec.Name) % 90_000_000) + (revision * 41_213);
            images.Add(new RegistryImage(spec.Name, tag, DigestOf(spec.Name, tag), pushedAt, size, Stories.BehaviourOf(spec, revision)));
        }

        repositories[spec.Name] = images;
    }

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
