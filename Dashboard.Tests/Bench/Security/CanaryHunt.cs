using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text;
using Dashboard.Alerts;
using Dashboard.Aws;
using Dashboard.Simulator;
using Dashboard.Tests.Browser;
using Dashboard.Tests.Rollback;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Bench.Security;

/// <param name="Hits">How often a secret was found there.</param>
internal sealed record Hunted(string Place, long Bytes, int Hits);

/// <summary>The whole dashboard with a marked secret in every place that holds one, used for a while; then everything that it said is searched for the mark.</summary>
internal sealed class CanaryHunt : IAsyncDisposable
{
    public const string Mark = "cnry-7f3a";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Pages = ["/", "/services/production/shop/checkout", "/services/production/shop/checkout/rollback", "/logs?service=production/shop/checkout", "/alarms", "/alerts", "/status", "/audit", "/aws-calls"];
    private static readonly string[] Files = ["/audit/export.csv", "/audit/export.ndjson", "/logs/export.csv?service=production/shop/checkout", "/services/production/shop/checkout/panels/cpu.csv", "/health/ready"];
    private readonly ConcurrentDictionary<string, Hunted> places = new();
    private readonly SimulatorHost aws;
    private readonly DashboardServer server;

    private CanaryHunt(SimulatorHost aws)
    {
        this.aws = aws;
        AppDomain.CurrentDomain.FirstChanceException += HearThrown;
        server = new DashboardServer(TimeProvider.System, aws.Uri, services => services.AddSingleton<ILoggerProvider>(new Listener(this)), Settings);
    }

    public IConfiguration Configuration => server.Services.GetRequiredService<IConfiguration>();

    public IReadOnlyCollection<Hunted> Places => [.. places.Values.OrderBy(place => place.Place, StringComparer.Ordinal)];

    private static Dictionary<string, string?> Settings => new()
    {
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Debug",
        ["Secrets:Prefix"] = "dashboard/{environment}/",
        ["AzureAd:ClientId"] = "11111111-2222-3333-4444-555555555555",
        ["AzureAd:TenantId"] = "66666666-7777-8888-9999-000000000000",
        ["AzureAd:ClientSecret"] = "secretsmanager:entra#secret",
        ["Rollback:GitHub:Token"] = "ssm:github",
        ["Rollback:GitHub:Workflows:0:Services"] = "production/shop/*",
        ["Rollback:GitHub:Workflows:0:Repository"] = "example/shop",
        ["Alerts:Destinations:0:Name"] = "hook",
        ["Alerts:Destinations:0:Webhook"] = "secretsmanager:slack#webhook",
        ["Alerts:Destinations:1:Name"] = "bot",
        ["Alerts:Destinations:1:Token"] = $"xoxb-{Mark}-in-the-file",
        ["Alerts:Destinations:1:Channel"] = "C0123456789",
        ["Alerts:Destinations:2:Name"] = "mail",
        ["Alerts:Destinations:2:To:0"] = "on-call@example.com",
        ["Alerts:Routes:0:Destinations:0"] = "hook",
        ["Alerts:Smtp:Host"] = "127.0.0.1",
        ["Alerts:Smtp:Port"] = "1",
        ["Alerts:Smtp:From"] = "alerts@example.com",
        ["Alerts:Smtp:User"] = "secretsmanager:smtp#user",
        ["Alerts:Smtp:Password"] = "secretsmanager:smtp#password",
    };

    public static async Task<CanaryHunt> StartAsync()
    {
        var aws = await SimulatorHost.StartAsync(new SimulatorOptions(), TimeProvider.System);
        var region = aws.World.In(SimulatedWorld.Production);
        region.Secrets.Put("dashboard/development/entra", $$"""{"secret": "{{Mark}}-entra"}""");
        region.Secrets.Put("dashboard/development/slack", $$"""{"webhook": "https://hooks.slack.com/services/T0/B0/{{Mark}}-webhook"}""");
        region.Secrets.Put("dashboard/development/smtp", $$"""{"user": "{{Mark}}-user", "password": "{{Mark}}-password"}""");
        region.Parameters.Put("/dashboard/development/github", $"{Mark}-github");
        return new CanaryHunt(aws);
    }

    /// <summary>Uses it, provokes what fails, rotates, and looks everywhere.</summary>
    public async Task<IReadOnlyCollection<Hunted>> RunAsync()
    {
        await DeployAsync();
        using var person = await SignedIn.AsAsync(server.Uri, "on-call");
        foreach (var page in Pages)
            await VisitAsync(person, page);
        foreach (var destination in new[] { "hook", "bot", "mail" })
            await server.Services.GetRequiredService<TestMessages>().SendAsync(destination, People.Of("on-call"));
        await server.Services.GetRequiredService<Courier>().RunAsync(CancellationToken.None);
        aws.World.In(SimulatedWorld.Production).Secrets.Put("dashboard/development/entra", $$"""{"secret": "{{Mark}}-rotated"}""");
        await server.Services.GetRequiredService<ConfiguredSecrets>().RefreshAsync(CancellationToken.None);
        await VisitAsync(person, "/alerts");
        foreach (var file in Files)
            Hear("exports", await (await person.Http.GetAsync(file)).Content.ReadAsByteArrayAsync());
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Configuration["Store:Path"])!))
            Hear("database", await ReadAsync(file));
        return Places;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.FirstChanceException -= HearThrown;
        await server.DisposeAsync();
        await aws.DisposeAsync();
    }

    /// <summary>Counts what is said in a place; UTF-8, which everything here speaks.</summary>
    public void Hear(string place, ReadOnlySpan<byte> said)
    {
        var hits = said.Count(Encoding.UTF8.GetBytes(Mark));
        var bytes = said.Length;
        places.AddOrUpdate(place, new Hunted(place, bytes, hits), (_, before) => before with { Bytes = before.Bytes + bytes, Hits = before.Hits + hits });
    }

    // Everything that is thrown, also what nobody logs: another version might.
    private void HearThrown(object? sender, FirstChanceExceptionEventArgs thrown) => Hear("exceptions", Encoding.UTF8.GetBytes(thrown.Exception.ToString()));

    // A container that has its password in the environment, as many have.
    private async Task DeployAsync()
    {
        var ecs = server.Services.GetRequiredService<AwsClients>().For("production").OwnSession().Ecs;
        var described = (await ecs.DescribeTaskDefinitionAsync(new() { TaskDefinition = "checkout" })).TaskDefinition;
        var container = described.ContainerDefinitions[0];
        container.Environment = [new() { Name = "DB_PASSWORD", Value = $"{Mark}-environment" }];
        container.Command = ["serve", $"--token={Mark}-command"];
        container.LogConfiguration = new() { LogDriver = "awslogs", Options = new() { ["splunk-token"] = $"{Mark}-log", ["awslogs-group"] = "/ecs/shop/checkout", ["awslogs-region"] = "eu-west-1", ["awslogs-stream-prefix"] = "ecs" } };
        var made = await ecs.RegisterTaskDefinitionAsync(new()
        {
            Family = described.Family, ContainerDefinitions = described.ContainerDefinitions, Cpu = described.Cpu, Memory = described.Memory, NetworkMode = described.NetworkMode,
            RequiresCompatibilities = described.RequiresCompatibilities, TaskRoleArn = described.TaskRoleArn, ExecutionRoleArn = described.ExecutionRoleArn,
        });
        await ecs.UpdateServiceAsync(new() { Cluster = "shop", Service = "checkout", TaskDefinition = $"checkout:{made.TaskDefinition.Revision}" });
    }

    private async Task VisitAsync(SignedIn person, string page)
    {
        Hear("pages", await person.Http.GetByteArrayAsync(page));
        await using var viewer = await Viewer.OpenAsync(person, page, batch => Hear("render batches", batch));
        for (var end = DateTimeOffset.UtcNow + Patience; viewer.Batches == 0 && DateTimeOffset.UtcNow < end;)
            await Task.Delay(20);
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private sealed class Listener(CanaryHunt hunt) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            hunt.Hear("logs", Encoding.UTF8.GetBytes($"{formatter(state, exception)} {exception}"));
        }

        public void Dispose()
        {
        }
    }
}
