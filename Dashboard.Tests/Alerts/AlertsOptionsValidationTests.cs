using Dashboard.Alerts;
using Dashboard.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Alerts;

public sealed class AlertsOptionsValidationTests
{
    [Fact]
    public void Nothing_configured_is_fine() => Assert.Empty(Failures(new AlertsOptions()));

    [Fact]
    public void A_complete_configuration_is_fine() => Assert.Empty(Failures(Good()));

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_with_its_key_and_an_example()
    {
        var options = new AlertsOptions
        {
            BaseUrl = "http://ops.example.com",
            AllowLoopback = true,
            SlackApiUrl = "https://slack.example.com/api",
            SecretTarget = "nowhere",
            Together = 0,
            OpenAfter = TimeSpan.FromHours(2),
            ResolveAfter = TimeSpan.FromSeconds(-1),
            ReopenWithin = TimeSpan.FromDays(2),
            UnreadAfter = TimeSpan.Zero,
            GiveUpAfter = TimeSpan.Zero,
            TimeLimit = TimeSpan.Zero,
            Smtp = new SmtpOptions { Host = "not a host", Port = 0, From = "alerts", User = "user", CertificateSha256 = "12" },
            Destinations =
            {
                new DestinationOptions { Name = "on call", Webhook = "https://hooks.slack.com/services/plain" },
                new DestinationOptions { Name = "bot", Token = "xoxb-plain", Channel = "#ops" },
                new DestinationOptions { Name = "mail", To = { "a@example.com\r\nBcc: b@example.com", "nobody" } },
                new DestinationOptions { Name = "mail" },
            },
            Routes = { new RouteOptions { Services = "shop", Hours = "8-25", Days = "Monday", TimeZone = "Mars/Base", Destinations = { "nowhere" } }, new RouteOptions() },
        };

        var failures = Failures(options);

        string[] keys =
        [
            "BaseUrl", "AllowLoopback", "SlackApiUrl", "SecretTarget", "Together", "OpenAfter", "ResolveAfter", "ReopenWithin", "UnreadAfter", "GiveUpAfter", "TimeLimit",
            "Smtp:Host", "Smtp:Port", "Smtp:From", "Smtp:User", "Smtp:CertificateSha256",
            "Destinations:0:Name", "Destinations:0:Webhook", "Destinations:1:Token", "Destinations:1:Channel", "Destinations:2:To:0", "Destinations:2:To:1", "Destinations:3", "Destinations:",
            "Routes:0:Services", "Routes:0:Hours", "Routes:0:Days", "Routes:0:TimeZone", "Routes:0:Destinations:0", "Routes:1:Destinations",
        ];
        Assert.Equal(keys.Select(key => $"Alerts:{key}"), failures.Select(failure => failure.Split(' ')[0]));
        Assert.All(failures, failure => Assert.Contains("as in", failure, StringComparison.Ordinal));
        Assert.DoesNotContain(failures, failure => failure.Contains("plain", StringComparison.Ordinal) || failure.Contains("xoxb", StringComparison.Ordinal));
    }

    [Fact]
    public void Destinations_without_a_route_would_be_silent_and_do_not_start()
    {
        var options = Good();
        options.Routes.Clear();

        Assert.StartsWith("Alerts:Routes must say", Assert.Single(Failures(options)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", false)]
    [InlineData("Staging", false)]
    [InlineData("Development", true)]
    public void A_plain_secret_is_for_Development_only(string environment, bool isFine)
    {
        var options = Good();
        options.Destinations[0].Webhook = "https://hooks.slack.com/services/plain";

        Assert.Equal(isFine, Failures(options, environment: environment).Length == 0);
    }

    [Fact]
    public void Loopback_is_allowed_beside_a_simulated_AWS()
    {
        var options = Good();
        (options.AllowLoopback, options.SlackApiUrl, options.BaseUrl) = (true, "http://127.0.0.1:5000/api", "http://localhost:5080");

        Assert.Empty(Failures(options, AwsSource.Simulator));
        Assert.Equal(["Alerts:BaseUrl", "Alerts:AllowLoopback"], Failures(options).Select(failure => failure.Split(' ')[0]));
    }

    private static AlertsOptions Good() => new()
    {
        BaseUrl = "https://ops.example.com",
        Smtp = new SmtpOptions { Host = "email-smtp.eu-west-1.amazonaws.com", User = "secretsmanager:dashboard/smtp#user", Password = "secretsmanager:dashboard/smtp#password", From = "ECS operations <alerts@example.com>" },
        Destinations =
        {
            new DestinationOptions { Name = "on-call", Webhook = "secretsmanager:dashboard/slack#webhook" },
            new DestinationOptions { Name = "shop", Token = "secretsmanager:dashboard/slack#token", Channel = "C0123456789" },
            new DestinationOptions { Name = "mail", To = { "on-call@example.com" } },
        },
        Routes = { new RouteOptions { Services = "production/*/*", Severity = AlertSeverity.Critical, Hours = "22:00-06:00", Days = "Mon-Fri,Sun", TimeZone = "Europe/Berlin", Destinations = { "on-call", "mail" } }, new RouteOptions { Destinations = { "shop" } } },
    };

    private static string[] Failures(AlertsOptions options, AwsSource source = AwsSource.Account, string environment = "Production")
    {
        using var services = new ServiceCollection().Configure<AwsOptions>(aws =>
        {
            aws.Source = source;
            aws.Targets.Add(new AwsTargetOptions { Name = "production", Region = "eu-west-1" });
        }).BuildServiceProvider();
        return [.. new AlertsOptionsValidation(new HostingEnvironment { EnvironmentName = environment }, services.GetRequiredService<IOptionsMonitor<AwsOptions>>()).Validate(null, options).Failures ?? []];
    }
}
