using System.Collections.Concurrent;
using Dashboard.Audit;
using Dashboard.Rollback;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Rollback.GitHub;

public sealed class GitHubTokenTests
{
    [Fact]
    public async Task Whatever_happens_the_token_is_in_no_log_no_trail_no_timeline_and_no_message()
    {
        using var log = new KeptLog();
        await using var house = await GitHubHouse.StartAsync("secretsmanager:dashboard/github-token", log: log);
        List<string> said = [];
        foreach (var fault in Enum.GetValues<GitHubFault>().Where(fault => fault is not GitHubFault.Silent))
        {
            house.GitHub.Fault = fault;
            var (outcome, id) = await house.AskAsync();
            house.GitHub.IsDown = true;
            await house.WaitAsync(id, TimeSpan.FromSeconds(10));
            house.GitHub.IsDown = false;
            house.End("failure");
            var intent = await house.WaitAsync(id, TimeSpan.FromMinutes(3));
            house.GitHub.Status = "queued";
            Assert.False(intent.IsOpen, $"{fault}: {intent.State}");
            said.AddRange([outcome.ToString(), intent.ToString(), .. (await house.Rooms.Get<IntentStore>().TimelineOfAsync(id, TestContext.Current.CancellationToken)).Select(one => one.Text)]);
        }

        house.Rooms.BreakIntents();
        said.Add((await house.AskAsync()).Outcome.ToString());
        var token = house.GitHub.Asked.Select(header => header.Split(' ')[1]).Distinct().Single();
        said.AddRange((await house.Rooms.Get<AuditLog>().FindAsync(new AuditFilter(), 1_000, cancel: TestContext.Current.CancellationToken)).Select(entry => $"{entry}"));
        Assert.StartsWith("github_pat_", token, StringComparison.Ordinal);
        Assert.NotEmpty(log.Lines);
        Assert.All([.. said, .. log.Lines], line => Assert.DoesNotContain(token, line, StringComparison.Ordinal));
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
