namespace Dashboard.Tests.Browser;

/// <summary>A dashboard for journeys that change nothing in AWS, at the pace of the real clock.</summary>
public sealed class QuietDashboard : IAsyncLifetime
{
    internal RunningStory Story { get; private set; } = default!;

    public async ValueTask InitializeAsync() => Story = await RunningStory.StartAsync(TimeProvider.System);

    public ValueTask DisposeAsync() => Story?.DisposeAsync() ?? ValueTask.CompletedTask;
}
