using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>As many further services as a large fleet needs, lean and healthy, 250 to a cluster.</summary>
internal static class GeneratedServices
{
    private const int ClusterSize = 250;
    private static readonly string[] Names = ["orders", "pricing", "inventory", "shipping", "returns", "reviews", "loyalty", "media", "reports", "sessions", "profiles", "coupons", "feeds", "exports", "imports", "ledger"];

    public static IEnumerable<ServiceSpec> Take(int count, ulong seed)
    {
        for (var i = 0; i < count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Names[i % Names.Length]}-{i + 1:D4}");
            var cluster = string.Create(CultureInfo.InvariantCulture, $"fleet-{(i / ClusterSize) + 1:D2}");
            yield return Make(cluster, name, Hash.Of(seed, name));
        }
    }

    private static ServiceSpec Make(string cluster, string name, ulong chance) => new(SimulatedWorld.Production, cluster, name)
    {
        Revision = 2 + (int)(chance % 6), // Few, as ten thousand families of task definitions stay in memory.
        Desired = 2 + (int)(chance >> 20) % 3,
        Traffic = 20 * Math.Exp(Hash.Between(Hash.Mix(chance), 0, 4)),
        ErrorRate = Hash.Between(Hash.Of(chance, 1), 0.0003, 0.003),
        MedianMs = Hash.Between(Hash.Of(chance, 2), 8, 160),
        Cpu = Hash.Between(Hash.Of(chance, 3), 14, 46),
        Memory = Hash.Between(Hash.Of(chance, 4), 30, 72),
        Style = (LogStyle)(chance % 9),
        LoadBalancer = name,
        CurrentFor = TimeSpan.FromDays(Hash.Between(Hash.Of(chance, 5), 0.5, 14)),
        PastDeployments = 2,
        HasAlarms = false,
    };
}
