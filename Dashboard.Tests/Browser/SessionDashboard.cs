namespace Dashboard.Tests.Browser;

/// <summary>A dashboard whose pages look every second whether their session still counts.</summary>
public sealed class SessionDashboard : IAsyncLifetime
{
    internal RunningStory Story { get; private set; } = default!;

    public async ValueTask InitializeAsync() => Story = await RunningStory.StartAsync(TimeProvider.System, new Dictionary<string, string?> { ["SignIn:Recheck"] = "00:00:01" });

    public ValueTask DisposeAsync() => Story?.DisposeAsync() ?? ValueTask.CompletedTask;
}
