namespace Dashboard.Simulator;

/// <summary>The services that have names and stories; the last two only when more than seventeen are asked for.</summary>
internal static class NamedServices
{
    private static ServiceSpec Shop(string name) => new(SimulatedWorld.Production, "shop", name) { LoadBalancer = $"shop-{name}", Owner = "team-shop" };

    private static ServiceSpec Payments(string name) => new(SimulatedWorld.Production, "payments", name) { LoadBalancer = "payments", Owner = "team-payments" };

    private static ServiceSpec Platform(string name) => new(SimulatedWorld.Production, "platform", name) { LoadBalancer = $"platform-{name}" };

    private static ServiceSpec Staging(string name) => new(SimulatedWorld.Staging, "shop-staging", name)
    {
        LoadBalancer = $"staging-{name}", Owner = "team-shop", Desired = 2, Traffic = 24, LinesPerRequest = 1, HasAlarms = false,
    };

    public static IReadOnlyList<ServiceSpec> All { get; } =
    [
        Shop("checkout") with { Revision = 43, Desired = 4, Traffic = 840, ErrorRate = 0.003, MedianMs = 68, Cpu = 38, LinesPerRequest = 0.05, DeploymentAlarms = ["shop-checkout-error-rate"], CurrentFor = TimeSpan.FromMinutes(25), PreviousFor = TimeSpan.FromDays(6) },
        Shop("storefront") with { Revision = 77, Desired = 6, Traffic = 2600, ErrorRate = 0.0012, MedianMs = 34, Cpu = 44, LinesPerRequest = 0.055, Style = LogStyle.Nginx, CpuUnits = 1024, MemoryMiB = 2048, DeploymentAlarms = ["shop-storefront-error-rate"], CurrentFor = TimeSpan.FromDays(2.2) },
        Shop("catalog") with { Revision = 58, Desired = 3, Traffic = 1400, ErrorRate = 0.0008, MedianMs = 22, Style = LogStyle.Java, StartupSeconds = 14, MemoryMiB = 2048, Memory = 63, LinesPerRequest = 0.03, DeploymentAlarms = ["shop-catalog-error-rate"], CurrentFor = TimeSpan.FromDays(1.4) },
        Shop("cart") with { Revision = 36, Desired = 3, Traffic = 620, MedianMs = 18, Cpu = 24, LinesPerRequest = 0.06, Style = LogStyle.Pino, Terraform = true, CurrentFor = TimeSpan.FromDays(8.3) },
        Shop("search") with { Revision = 64, Desired = 3, Traffic = 950, ErrorRate = 0.0025, MedianMs = 95, Spread = 0.9, Cpu = 42, Style = LogStyle.Python, LinesPerRequest = 0.04, CurrentFor = TimeSpan.FromDays(4.7) },
        Payments("payments-api") with { AutoScale = new(2, 6, 36), Revision = 88, Desired = 4, Traffic = 380, ErrorRate = 0.0009, MedianMs = 120, Style = LogStyle.Java, StartupSeconds = 12, LinesPerRequest = 0.12, CurrentFor = TimeSpan.FromDays(5.1) },
        Payments("billing") with { Revision = 27, Desired = 2, Traffic = 90, MedianMs = 160, Cpu = 18, LinesPerRequest = 0.4, Style = LogStyle.Ruby, WritesLineByLine = true, LoadBalancer = "payments-billing", CurrentFor = TimeSpan.FromDays(9.2), PreviousFor = TimeSpan.FromDays(34), PastDeployments = 5, ImageRetention = TimeSpan.FromDays(30) },
        Payments("fraud-check") with { Story = Story.ProtectedTask, Revision = 49, Desired = 3, Traffic = 360, ErrorRate = 0.0015, MedianMs = 85, Cpu = 47, Style = LogStyle.Python, LinesPerRequest = 0.1, CurrentFor = TimeSpan.FromDays(3.6) },
        Platform("auth") with { AutoScale = new(2, 3, 12), Revision = 92, Desired = 3, Traffic = 1100, ErrorRate = 0.0006, MedianMs = 12, Cpu = 29, LinesPerRequest = 0.03, Style = LogStyle.Logfmt, CurrentFor = TimeSpan.FromDays(6.4) },
        Platform("notifications") with { Revision = 131, Desired = 12, Traffic = 540, MedianMs = 48, Style = LogStyle.Console, StartupSeconds = 34, MaximumPercent = 117, LinesPerRequest = 0.08, CurrentFor = TimeSpan.FromMinutes(2), PreviousFor = TimeSpan.FromDays(4.5) },
        Platform("image-resizer") with { Story = Story.OtherNetwork, Revision = 72, Desired = 3, Traffic = 210, ErrorRate = 0.004, MedianMs = 900, Cpu = 30, Memory = 57, LoadBalancer = null, Style = LogStyle.Python, WritesLineByLine = true, LinesPerRequest = 0.3, CircuitBreaker = false, CurrentFor = TimeSpan.FromHours(5), PreviousFor = TimeSpan.FromDays(11) },
        Platform("events-worker") with { Story = Story.CloudFormation, Revision = 55, Desired = 2, Traffic = 460, MedianMs = 30, Cpu = 35, LoadBalancer = null, Style = LogStyle.Klog, LinesPerRequest = 0.12, CurrentFor = TimeSpan.FromDays(7.7) },
        Staging("checkout") with { Revision = 44, CurrentFor = TimeSpan.FromHours(20) },
        Staging("catalog") with { Revision = 59, Style = LogStyle.Java, Controller = "CODE_DEPLOY", CurrentFor = TimeSpan.FromHours(30) },
        Shop("wishlist") with { Story = Story.WaitingHook, Revision = 21, Desired = 2, Traffic = 120, MedianMs = 26, LinesPerRequest = 0.2, HasAlarms = false, CurrentFor = TimeSpan.FromMinutes(9), PreviousFor = TimeSpan.FromDays(8), PastDeployments = 5 },
        Payments("payouts") with { Story = Story.DeletedSecret, Revision = 18, Desired = 2, Traffic = 60, MedianMs = 140, LinesPerRequest = 0.4, LoadBalancer = "payments-payouts", HasAlarms = false, CurrentFor = TimeSpan.FromDays(2.6), PreviousFor = TimeSpan.FromDays(6), PastDeployments = 6 },
        Platform("feature-flags") with { Story = Story.LatestTag, Revision = 4, Desired = 2, Traffic = 700, MedianMs = 6, LinesPerRequest = 0.03, HasAlarms = false, CurrentFor = TimeSpan.FromHours(3), PreviousFor = TimeSpan.FromDays(6), PastDeployments = 6 },
        Staging("storefront") with { Revision = 78, Style = LogStyle.Logfmt, CurrentFor = TimeSpan.FromHours(44) },
        Staging("auth") with { Revision = 93, Style = LogStyle.Logfmt, CurrentFor = TimeSpan.FromDays(2) },
    ];
}
