using Dashboard.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Tests.Shell;

public sealed class StoppingTests
{
    [Theory]
    [InlineData("/_blazor", true, 503)]
    [InlineData("/_blazor/negotiate", true, 503)]
    [InlineData("/_blazor", false, 200)]
    [InlineData("/health", true, 200)]
    public async Task While_the_process_stops_no_tab_may_come_back(string path, bool isStopping, int expected)
    {
        using var lifetime = new Lifetime();
        if (isStopping)
            lifetime.StopApplication();
        await using var services = new ServiceCollection().AddSingleton<IHostApplicationLifetime>(lifetime).BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services, Request = { Path = path } };

        await ShellSetup.RefuseCircuitsWhileStopping(context, _ => Task.CompletedTask);

        Assert.Equal(expected, context.Response.StatusCode);
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;
        public CancellationToken ApplicationStopping => stopping.Token;
        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }
}
