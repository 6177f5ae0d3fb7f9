using Dashboard.Fleet;

namespace Dashboard.Rollback.Preflight;

/// <summary>How many tasks a rolling deployment may have at once. ECS rounds the minimum up and the maximum down.</summary>
/// <param name="Extra">Tasks that may run above the desired count.</param>
/// <param name="Spare">Running tasks that may be stopped before others are there.</param>
/// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html</remarks>
internal readonly record struct RollingRoom(int Desired, int Minimum, int Maximum, int Extra, int Spare)
{
    public int Batch => Extra + Spare;

    public int Least => Desired - Spare;

    /// <summary>How often a batch has to be replaced; null when none can.</summary>
    public int? Rounds => Batch <= 0 ? null : (Desired + Batch - 1) / Batch;

    public string Limits => $"Minimum {Minimum} % and maximum {Maximum} %";

    public static RollingRoom Of(EcsService service)
    {
        var (minimum, maximum) = (service.MinimumHealthyPercent ?? 100, service.MaximumPercent ?? 200);
        var least = (service.Desired * minimum + 99) / 100;
        var most = service.Desired * maximum / 100;
        return new RollingRoom(service.Desired, minimum, maximum, Math.Max(0, most - service.Desired), Math.Max(0, service.Desired - least));
    }
}
