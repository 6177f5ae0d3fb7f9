using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Whatever a journey is about, the browser must have been silent and the server must have warned of nothing; a picture stays of the one that failed.</summary>
[Collection(BrowserCollection.Name)]
public abstract class Journey(Chromium chromium) : IAsyncLifetime
{
    private readonly List<Visitor> visitors = [];

    static Journey() => Assertions.SetDefaultExpectTimeout(20_000);

    private protected abstract RunningStory Story { get; }

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        var complaints = visitors.SelectMany(visitor => visitor.Complaints).Concat(Story?.Server.LoggedWarnings ?? []).ToArray();
        foreach (var visitor in visitors)
        {
            if (failed || complaints.Length > 0)
                await visitor.SaveScreenshotAsync(TestContext.Current.Test?.TestDisplayName ?? "journey");
            await visitor.DisposeAsync();
        }

        await LeaveAsync();

        // Not Equal, which shows the first few letters only.
        Assert.True(complaints.Length == 0, string.Join("\n", complaints));
    }

    private protected async Task<Visitor> ArriveAsync(bool onPhone = false, ColorScheme scheme = ColorScheme.Light)
    {
        var visitor = await Visitor.ArriveAsync(chromium.Browser, Story.Server.Uri, onPhone, scheme);
        visitors.Add(visitor);
        return visitor;
    }

    private protected async Task<Visitor> SignedInAsync(string person, string path = "/", bool onPhone = false, ColorScheme scheme = ColorScheme.Light)
    {
        var visitor = await ArriveAsync(onPhone, scheme);
        await visitor.SignInAsync(person, path);
        return visitor;
    }

    private protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;
}
