using Dashboard.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Aws;

/// <summary>A loopback endpoint that answers as the test says, and clients that are pointed at it.</summary>
internal sealed class FakeAws : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeAws(WebApplication app, Func<HttpContext, int, Task> answer)
    {
        this.app = app;
        app.Run(async context =>
        {
            context.Request.EnableBuffering();
            using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
            lock (Requests)
                Requests.Add(new SentRequest(context.Request.Headers["X-Amz-Target"].ToString(), reader.ReadToEndAsync().GetAwaiter().GetResult(), context.Request.Headers.Authorization.ToString(), context.Request.ContentType));
            await answer(context, Requests.Count);
        });
    }

    public List<SentRequest> Requests { get; } = [];

    public CallMeter Meter { get; } = new(TimeProvider.System);

    public TargetClients Clients { get; private set; } = default!;

    public Uri Url { get; private set; } = default!;

    /// <param name="answer">Gets the request's number, from 1.</param>
    public static async Task<FakeAws> StartAsync(Func<HttpContext, int, Task> answer, AwsTimeLimits? limits = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.AllowSynchronousIO = true).UseUrls("http://127.0.0.1:0");
        var fake = new FakeAws(builder.Build(), answer);
        await fake.app.StartAsync();
        fake.Url = new Uri(fake.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        fake.Clients = fake.ClientsFor(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = fake.Url, TimeLimits = limits ?? new() });
        return fake;
    }

    public TargetClients ClientsFor(AwsOptions options)
    {
        var wrapped = Options.Create(options);
        return new AwsClients(new AwsTargets(wrapped), wrapped, new TestEnvironment(), new CallBudget(TimeProvider.System), Meter, TimeProvider.System).All.First();
    }

    public static Func<HttpContext, int, Task> Always(string json, int status = 200) => (context, _) => WriteAsync(context, json, status);

    public static async Task WriteAsync(HttpContext context, string body, int status = 200, string contentType = "application/x-amz-json-1.1")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers["x-amzn-RequestId"] = "request-1";
        await context.Response.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    internal sealed record SentRequest(string Target, string Body, string Authorization, string? ContentType);
}
