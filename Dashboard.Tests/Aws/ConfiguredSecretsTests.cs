using Dashboard.Aws;
using Dashboard.SignIn;
using Dashboard.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dashboard.Tests.Aws;

public sealed class ConfiguredSecretsTests : IAsyncLifetime
{
    private SimulatedAws aws = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => aws = await SimulatedAws.StartAsync();

    [Fact]
    public async Task Any_value_may_be_a_secret_or_a_parameter()
    {
        var region = aws.World.In(SimulatedWorld.Production);
        region.Secrets.Put("dashboard/development/store", """{"path": "/data/canary.db", "lines": 1234}""");
        region.Secrets.Put("dashboard/development/entra", "canary-entra");
        region.Parameters.Put("/dashboard/development/actions", "arn:aws:sns:eu-west-1:111122223333:page");
        var configuration = Configuration(("Secrets:Prefix", "dashboard/{environment}/"), ("Store:Path", "secretsmanager:store#path"), ("Logs:MaxLines", "secretsmanager:store#lines"),
            ("AzureAd:ClientSecret", "secretsmanager:entra"), ("Alarms:Actions:0", "ssm:actions"), ("Anything:Else", "plain"));

        var secrets = await ConfiguredSecrets.AddAsync(configuration, new TestEnvironment(), TimeProvider.System);

        Assert.Empty(secrets.Problems);
        Assert.Equal(("/data/canary.db", "1234", "canary-entra", "arn:aws:sns:eu-west-1:111122223333:page", "plain"),
            (configuration["Store:Path"], configuration["Logs:MaxLines"], configuration["AzureAd:ClientSecret"], configuration["Alarms:Actions:0"], configuration["Anything:Else"]));
        Assert.Equal("secretsmanager:entra", secrets.ReferenceOf("AzureAd:ClientSecret"));
    }

    [Fact]
    public async Task Those_that_are_read_where_they_are_used_stay_references()
    {
        var configuration = Configuration(("Alerts:Destinations:0:Webhook", "secretsmanager:slack#webhook"), ("Alerts:Smtp:Password", "secretsmanager:smtp#password"), ("Rollback:GitHub:Token", "ssm:token"));

        var secrets = await ConfiguredSecrets.AddAsync(configuration, new TestEnvironment(), TimeProvider.System);

        Assert.Empty(secrets.Problems);
        Assert.Equal("secretsmanager:slack#webhook", configuration["Alerts:Destinations:0:Webhook"]);
    }

    [Fact]
    public async Task A_rotated_secret_is_taken_without_a_restart_by_who_signs_people_in()
    {
        var stored = aws.World.In(SimulatedWorld.Production).Secrets;
        stored.Put("entra", "canary-first");
        var configuration = Configuration(("AzureAd:ClientSecret", "secretsmanager:entra"), ("AzureAd:ClientId", "c"), ("AzureAd:TenantId", "t"), ("AzureAd:Instance", "https://login.microsoftonline.com/"));
        var secrets = await ConfiguredSecrets.AddAsync(configuration, new TestEnvironment(), TimeProvider.System);
        Assert.Equal("canary-first", await PresentedAsync(configuration));
        Assert.Empty(await secrets.RefreshAsync(Cancel));

        stored.Put("entra", "canary-second");

        Assert.Equal(["AzureAd:ClientSecret"], await secrets.RefreshAsync(Cancel));
        Assert.Equal("canary-second", await PresentedAsync(configuration));
        Assert.Equal("was (secret), is (secret)", secrets.Redact("was canary-first, is canary-second"));
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_again_keeps_its_value_and_says_so()
    {
        aws.World.In(SimulatedWorld.Production).Secrets.Put("entra", "canary");
        var configuration = Configuration(("AzureAd:ClientSecret", "secretsmanager:entra"));
        var secrets = await ConfiguredSecrets.AddAsync(configuration, new TestEnvironment(), TimeProvider.System);
        aws.Faults.Add(new InjectedFault("secretsmanager:GetSecretValue", InjectedFault.Denied));

        Assert.Empty(await secrets.RefreshAsync(Cancel));

        Assert.Equal("canary", configuration["AzureAd:ClientSecret"]);
        Assert.StartsWith("AzureAd:ClientSecret: What it refers to could not be read.", Assert.Single(secrets.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secretsmanager:canary with spaces", "This must be secretsmanager:NAME")]
    [InlineData("secretsmanager:none", "can't find the specified secret")]
    [InlineData("secretsmanager:entra#none", "holds no text under the key none")]
    [InlineData("ssm:none", "could not be read")]
    public async Task What_cannot_be_read_names_the_setting_and_no_value(string reference, string expected)
    {
        aws.World.In(SimulatedWorld.Production).Secrets.Put("entra", """{"key": "canary"}""");

        var secrets = await ConfiguredSecrets.AddAsync(Configuration(("AzureAd:ClientSecret", reference)), new TestEnvironment(), TimeProvider.System);

        var problem = Assert.Single(secrets.Problems);
        Assert.StartsWith("AzureAd:ClientSecret: ", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_binder_says_of_a_secret_that_does_not_fit_is_told_without_it()
    {
        aws.World.In(SimulatedWorld.Production).Secrets.Put("lines", "canary");
        var configuration = Configuration(("Logs:MaxLines", "secretsmanager:lines"));
        var secrets = await ConfiguredSecrets.AddAsync(configuration, new TestEnvironment(), TimeProvider.System);

        var error = Assert.Throws<InvalidOperationException>(() => configuration.GetSection("Logs").Get<Dashboard.Logs.LogsOptions>());

        Assert.Contains("canary", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", secrets.Redact(error.Message), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => aws.DisposeAsync();

    private ConfigurationManager Configuration(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(setting => Pair(setting.Key, setting.Value))
            .Append(Pair("Aws:Source", "Simulator")).Append(Pair("Aws:SimulatorUrl", aws.Uri.ToString())));
        return configuration;
    }

    private static KeyValuePair<string, string?> Pair(string key, string value) => new(key, value);

    private static async Task<string> PresentedAsync(IConfiguration configuration)
    {
        var request = new OpenIdConnectMessage { ClientId = "c" };
        await EntraCredential.PresentAsync(request, "https://login.microsoftonline.com/t/oauth2/v2.0/token", configuration, DateTimeOffset.UnixEpoch);
        return request.ClientSecret;
    }
}
