namespace Dashboard.Fleet;

/// <summary>What state a service is in, worst last. A state is never shown without the facts that made it.</summary>
public enum ServiceState
{
    Healthy,
    Deploying,
    Unknown,
    Degraded,
    Failing,
}
