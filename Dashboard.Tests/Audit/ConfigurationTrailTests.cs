using Dashboard.Audit;
using Dashboard.Aws;
using Dashboard.Live;
using Dashboard.Simulator;
using Dashboard.Store;
using Dashboard.Tests.Aws;
using Dashboard.Tests.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Audit;

public sealed class ConfigurationTrailTests : IDisposable
{
    private readonly TempDatabase temp = new();
    private readonly Database database;
    private readonly AuditLog audit;

    public ConfigurationTrailTests()
    {
        database = temp.Open(AuditSchema.All);
        audit = new AuditLog(database, TimeProvider.System, new Feed<AuditHead>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_start_with_other_settings_than_the_last_is_recorded_and_one_with_the_same_is_not()
    {
        await StartAsync(("Aws:Source", "Account"), ("SignIn:Lifetime", "08:00:00"), ("HOME", "/root"));
        var first = Assert.Single(await EntriesAsync());
        Assert.Contains("Aws:Source = Account", first.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("HOME", first.Detail, StringComparison.Ordinal);
        await StartAsync(("Aws:Source", "Account"), ("SignIn:Lifetime", "08:00:00"));
        Assert.Single(await EntriesAsync());

        await StartAsync(("Aws:Source", "Account"), ("SignIn:Lifetime", "12:00:00"), ("Rollback:AllowCopies", "false"));

        var changed = (await EntriesAsync())[0];
        Assert.Equal(("configuration", "changed", Actor.Dashboard), (changed.Action, changed.Outcome, changed.Actor));
        Assert.Equal("Rollback:AllowCopies = false; SignIn:Lifetime = 12:00:00 (was 08:00:00)", changed.Detail);

        await StartAsync(("Aws:Source", "Account"));
        Assert.Equal("Rollback:AllowCopies is no longer set (was false); SignIn:Lifetime is no longer set (was 12:00:00)", (await EntriesAsync())[0].Detail);
    }

    [Fact]
    public async Task A_change_while_it_runs_is_recorded_once()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([Pair("Alerts:Together", "5")]);
        var trail = await TrailAsync(configuration);
        await trail.RunAsync(Cancel);

        configuration["Alerts:Together"] = "6";
        await trail.RunAsync(Cancel);
        await trail.RunAsync(Cancel);

        Assert.Equal(["Alerts:Together = 6 (was 5)"], (await EntriesAsync()).SkipLast(1).Select(entry => entry.Detail));
    }

    [Theory]
    [InlineData("AzureAd:ClientSecret", "canary")]
    [InlineData("AzureAd:ClientCredentials:0:Base64EncodedValue", "canary")]
    [InlineData("Alerts:Destinations:0:Webhook", "https://hooks.slack.com/services/canary")]
    [InlineData("Alerts:Smtp:Password", "canary")]
    [InlineData("Rollback:GitHub:Token", "canary")]
    [InlineData("Alerts:BaseUrl", "https://user:canary@ops.example.com")]
    [InlineData("Alerts:OwnerTag", "secretsmanager:canary with spaces")]
    public async Task A_secret_in_the_configuration_itself_is_only_said_to_be_set(string key, string value)
    {
        await StartAsync((key, value));

        var detail = Assert.Single(await EntriesAsync()).Detail;
        Assert.Contains($"{key} = (set, not shown)", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_secret_the_reference_is_recorded()
    {
        await using var aws = await SimulatedAws.StartAsync();
        aws.World.In(SimulatedWorld.Production).Secrets.Put("owner", "canary");
        await StartAsync(("Alerts:OwnerTag", "secretsmanager:owner"), ("Aws:Source", "Simulator"), ("Aws:SimulatorUrl", aws.Uri.ToString()));

        var detail = Assert.Single(await EntriesAsync()).Detail;
        Assert.Contains("Alerts:OwnerTag = secretsmanager:owner", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", detail, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        database.Dispose();
        temp.Dispose();
    }

    private async Task StartAsync(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(setting => Pair(setting.Key, setting.Value)));
        await (await TrailAsync(configuration)).RunAsync(Cancel);
    }

    private async Task<ConfigurationTrail> TrailAsync(ConfigurationManager configuration) =>
        new(configuration, database, audit, NullLogger<ConfigurationTrail>.Instance, await ConfiguredSecrets.AddAsync(configuration, new TestEnvironment(), TimeProvider.System));

    private Task<IReadOnlyList<AuditEntry>> EntriesAsync() => audit.FindAsync(new AuditFilter(), 100, cancel: Cancel);

    private static KeyValuePair<string, string?> Pair(string key, string value) => new(key, value);
}
