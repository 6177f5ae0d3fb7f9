using System.Text.Json;

namespace Dashboard.Simulator;

/// <summary>The secrets that exist in an account and Region, with their ARNs, as task definitions name them.</summary>
internal static class SecretNames
{
    /// <summary>A hyphen and six characters, which AWS puts behind the name in the ARN.</summary>
    public const int EndingLength = 7;

    private static readonly Dictionary<string, string> Endings = new() { ["db"] = "Ab12Cd", ["api"] = "Ef34Gh", ["partner-key"] = "Kl78Mn", ["partner-credentials"] = "Op90Qr" };

    public static string Arn(string region, string name) => $"arn:aws:secretsmanager:{region}:{SimulatedWorld.Account}:secret:{name}-{Endings.GetValueOrDefault(Arns.Last(name)) ?? Hash.Hex(Hash.Of(73, name), 6)}";

    public static string Arn(ServiceSpec spec, string name) => Arn(spec.Region, $"{spec.Cluster}/{spec.Name}/{name}");

    /// <summary>The version that a revision pins; rotated about every tenth release.</summary>
    public static string Pin(ServiceSpec spec, int revision) => Hash.Guid(Hash.Of((ulong)((revision + 7) / 10), spec.Name));

    /// <summary>Without the partner's key, which was deleted when the newest revision took to the credentials.</summary>
    public static IEnumerable<StoredSecret> Of(ServiceSpec spec, RegionState region)
    {
        yield return Stored(region, $"{spec.Cluster}/{spec.Name}/db", Versions(Hash.Guid(Hash.Of(61, spec.Name)), Hash.Guid(Hash.Of(62, spec.Name)), "password"));
        yield return Stored(region, $"{spec.Cluster}/{spec.Name}/api", Versions(Pin(spec, spec.Revision), Pin(spec, spec.Revision - 10), "token"));
        if (spec.Story == Story.DeletedSecret)
            yield return Stored(region, $"{spec.Cluster}/{spec.Name}/partner-credentials", Versions(Hash.Guid(Hash.Of(63, spec.Name)), Hash.Guid(Hash.Of(64, spec.Name)), "key"));
    }

    public static StoredSecret GitHub(RegionState region) =>
        Stored(region, "dashboard/github-token", [new SecretVersion(Hash.Guid(67), ["AWSCURRENT"], "github_pat_" + Hash.Hex(Hash.Of(69, region.Name), 40))]);

    public static StoredSecret Stored(RegionState region, string name, IReadOnlyList<SecretVersion> versions) =>
        new(name, Arn(region.Name, name), region.Clock.Start - TimeSpan.FromDays(300), region.Clock.Start - TimeSpan.FromDays(20), versions);

    private static IReadOnlyList<SecretVersion> Versions(string current, string previous, string key) =>
    [
        new(current, ["AWSCURRENT"], Text(key, current)),
        new(previous, ["AWSPREVIOUS"], Text(key, previous)),
    ];

    private static string Text(string key, string version) => JsonSerializer.Serialize(new Dictionary<string, string> { [key] = Hash.Hex(Hash.Of(79, version), 32) });
}
