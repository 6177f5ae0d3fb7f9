namespace Dashboard.Audit;

/// <summary>Who does something: a signed-in person, or the dashboard itself.</summary>
/// <param name="Id">Stable: Entra's object id, a demo person's name, or "dashboard".</param>
public sealed record Actor(string Id, string Name)
{
    public static Actor Dashboard { get; } = new("dashboard", "The dashboard");
}
