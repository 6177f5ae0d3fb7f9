namespace Dashboard.Simulator;

/// <summary>What each cluster's setting <c>containerInsights</c> says: one of each kind.</summary>
internal static class ClusterInsights
{
    public const string Enhanced = "enhanced";
    public const string On = "enabled";
    public const string Off = "disabled";

    public static string Of(string region, string cluster) => (region, cluster) switch
    {
        (SimulatedWorld.Production, "payments") => Enhanced,
        (SimulatedWorld.Production, "platform") => On,
        _ => Off,
    };
}
