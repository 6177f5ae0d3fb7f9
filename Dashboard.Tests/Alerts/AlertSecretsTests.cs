using System.Collections.Concurrent;
using Dashboard.Alerts;
using Dashboard.Audit;
using Dashboard.Simulator;
using Dashboard.Tests.Rollback;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Alerts;

public sealed class AlertSecretsTests
{
    [Fact]
    public async Task Secrets_come_from_Secrets_Manager_and_are_in_no_log_no_trail_and_no_message()
    {
        await using var aws = await SimulatedAws.StartAsync();
        await using var slack = await SlackDouble.StartAsync();
        await using var smtp = new SmtpDouble { Account = ("canary-user", "canary-password") };
        var stored = aws.World.In(SimulatedWorld.Production).Secrets;
        stored.Put("dashboard/slack", $$"""{"webhook": "{{slack.WebhookUrl}}", "token": "xoxb-plain"}""");
        stored.Put("dashboard/smtp", """{"user": "canary-user", "password": "canary-password"}""");
        using var log = new KeptLog();
        await using var house = new AlertHouse(new Dictionary<string, string?>(AlertHouse.Slack(slack).Concat(AlertHouse.Mail(smtp).Where(pair => pair.Key.StartsWith("Smtp", StringComparison.Ordinal))))
        {
            ["Destinations:0:Webhook"] = "secretsmanager:dashboard/slack#webhook",
            ["Destinations:1:Name"] = "bot",
            ["Destinations:1:Token"] = "secretsmanager:dashboard/slack#token",
            ["Destinations:1:Channel"] = "C0123456789",
            ["Destinations:2:Name"] = "mail",
            ["Destinations:2:To:0"] = "a@example.com",
            ["Routes:0:Destinations:1"] = "bot",
            ["Routes:0:Destinations:2"] = "mail",
            ["Smtp:User"] = "secretsmanager:dashboard/smtp#user",
            ["Smtp:Password"] = "secretsmanager:dashboard/smtp#password",
        }, aws.Uri, log);
        house.Publish(Row.Failing());
        await house.RoundAsync();
        Assert.Equal((2, 1), (slack.Messages.Count, smtp.Mails.Count));

        smtp.Account = ("canary-user", "another");
        foreach (var fault in Enum.GetValues<SlackFault>().Where(fault => fault != SlackFault.Silent))
        {
            (slack.Fault, slack.FaultCount) = (fault, 2);
            foreach (var destination in new[] { "on-call", "bot", "mail" })
                Assert.Null(await house.Get<TestMessages>().SendAsync(destination, People.Of("manager")));
            await house.PassAsync(TimeSpan.FromMinutes(3), Row.Failing());
        }

        stored.Delete("dashboard/slack");
        house.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(await house.Get<TestMessages>().SendAsync("bot", People.Of("manager")));
        await house.PassAsync(TimeSpan.FromMinutes(1), Row.Failing());
        var deliveries = await house.DeliveriesAsync();
        Assert.StartsWith("The bot's token could not be read", deliveries.Last(one => one.Destination == "bot").Problem, StringComparison.Ordinal);
        var trail = await house.Get<AuditLog>().FindAsync(new AuditFilter(), 1_000, cancel: TestContext.Current.CancellationToken);
        string[] said = [.. deliveries.Select(one => $"{one}"), .. trail.Select(entry => $"{entry}"), .. log.Lines];
        Assert.NotEmpty(log.Lines);
        Assert.All(said, line => Assert.DoesNotContain(["canary-", "xoxb-plain", "T0/B0"], secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {state} {exception}");

        public void Dispose()
        {
        }
    }
}
