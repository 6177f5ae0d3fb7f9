using System.Collections.Immutable;
using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Shell;
using Dashboard.SignIn;
using Dashboard.Store;
using Dashboard.Tests.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Shell;

public sealed class HealthTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("health").FullName;
    private readonly WebApplication app;
    private readonly Feed<TasksSnapshot> tasks = new();
    private ClaimsPrincipal? person;

    public HealthTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Aws:Source"] = "Simulator", ["Aws:SimulatorUrl"] = "http://127.0.0.1:1", ["Store:Path"] = Path.Combine(folder, "d.db") });
        builder.Services.AddSingleton(tasks);
        builder.Services.AddSingleton(TimeProvider.System).AddDoors().AddAuthorization();
        builder.Services.AddAws(builder.Configuration).AddStore(builder.Configuration);
        app = builder.Build();
        app.Use((context, next) =>
        {
            context.User = person ?? context.User;
            return next(context);
        });
        app.MapHealth();
    }

    [Fact]
    public async Task Health_answers_without_asking_anything()
    {
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/health")).Status);
    }

    [Fact]
    public async Task Before_the_first_answer_of_AWS_it_is_starting()
    {
        var (status, body) = await GetAsync("/health/ready");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "starting"), (status, body.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_poll_that_hangs_degrades_though_nothing_failed()
    {
        foreach (var target in new[] { "production", "staging" })
            await app.Services.GetRequiredService<AwsClients>().For(target).AskAsync("ecs:ListClusters", _ => Task.FromResult("answer"), TestContext.Current.CancellationToken);
        Assert.Equal("ready", (await GetAsync("/health/ready")).Body.GetProperty("status").GetString());

        tasks.Publish(new TasksSnapshot(ImmutableDictionary<ServiceKey, ImmutableArray<EcsTask>>.Empty), TimeProvider.System.GetUtcNow().AddMinutes(-5));

        Assert.Equal("degraded", (await GetAsync("/health/ready")).Body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_target_that_stops_answering_degrades_but_keeps_serving()
    {
        var clients = app.Services.GetRequiredService<AwsClients>();
        await clients.For("production").AskAsync("ecs:ListClusters", _ => Task.FromResult("answer"), TestContext.Current.CancellationToken);

        var (status, body) = await GetAsync("/health/ready");

        Assert.Equal((HttpStatusCode.OK, "degraded"), (status, body.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Strangers_get_the_status_and_people_who_signed_in_the_details()
    {
        Assert.Equal(["status"], (await GetAsync("/health/ready")).Body.EnumerateObject().Select(member => member.Name));

        person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Viewer"), new Claim("roles", "Viewer")], "test", ClaimTypes.Name, ClaimTypes.Role));
        var details = (await GetAsync("/health/ready")).Body;

        Assert.Equal(["production", "staging"], details.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("name").GetString()));
        Assert.True(details.GetProperty("store").GetProperty("writable").GetBoolean());
        Assert.Contains("fleet", details.GetProperty("data").EnumerateArray().Select(feed => feed.GetProperty("name").GetString()));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path)
    {
        await app.StartAsync(TestContext.Current.CancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        using var answer = await app.GetTestClient().GetAsync(path, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, path == "/health" ? default : JsonElement.Parse(text));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
