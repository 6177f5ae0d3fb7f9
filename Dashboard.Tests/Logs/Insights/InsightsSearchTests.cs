using System.Collections.Immutable;
using Dashboard.Aws;
using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using InjectedFault = Dashboard.Simulator.InjectedFault;

namespace Dashboard.Tests.Logs;

/// <summary>Logs Insights as the logs room asks it, over HTTP against the simulated AWS.</summary>
public sealed class InsightsSearchTests : IAsyncLifetime
{
    private static readonly TimeSpanUtc LastHour = new(Make.Noon.AddHours(-1), Make.Noon);
    private readonly FakeTimeProvider time = new(Make.Noon);
    private SimulatedAws aws = default!;
    private ServiceProvider room = default!;
    private LogSearch search = default!;

    public async ValueTask InitializeAsync()
    {
        aws = await SimulatedAws.StartAsync(time);

        // The simulated engine reads a whole hour at once, and the clock runs fifty times as fast meanwhile.
        var patient = new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = aws.Uri, TimeLimits = new AwsTimeLimits { ReadAttempt = TimeSpan.FromHours(1), Read = TimeSpan.FromHours(2) } };
        room = new ServiceCollection().AddLogsRoom(aws.Uri, time).AddSingleton(Options.Create(patient)).BuildServiceProvider();
        search = new LogSearch(room.GetRequiredService<LogPager>(), room.GetRequiredService<IOptions<LogsOptions>>().Value);
    }

    [Theory]
    [InlineData("level:error")]
    [InlineData("order -level:info")]
    [InlineData("/[0-9]+ ?ms/")]
    [InlineData("status>=500")]
    public async Task Words_find_the_same_lines_whichever_engine_is_asked(string words)
    {
        var query = LogQuery.FromWords(words);
        var groups = LogsRoom.Groups("/ecs/shop/checkout", "/ecs/shop/storefront");
        await search.RunAsync(groups, new TimeSpanUtc(Make.Noon.AddMinutes(-10), Make.Noon), query, () => { });
        var byPages = search.Lines.All.Select(line => (line.At, line.Stream, line.Text)).ToHashSet();

        await RunAsync(null, query, groups, new TimeSpanUtc(Make.Noon.AddMinutes(-10), Make.Noon));

        Assert.Equal(LogSearchState.Complete, search.State);
        Assert.Equal(byPages.Count, search.Lines.Count);
        Assert.Superset(byPages, search.Lines.All.Select(line => (line.At, line.Stream, line.Text)).ToHashSet());
        Assert.Equal(search.Lines.All.OrderByDescending(line => line.At).Select(line => line.At), search.Lines.All.Select(line => line.At));
        Assert.True(search.Progress!.Insights!.BytesScanned > 10_000);
    }

    [Fact]
    public async Task Only_the_streams_that_a_service_writes_are_shown()
    {
        var scope = LogMake.Scope with { StreamPrefix = "nobody/nobody/" };

        await RunAsync(null, LogQuery.Everything, [scope], LastHour);
        var others = search.Lines.Count;
        await RunAsync(null, LogQuery.Everything, [scope with { StreamPrefix = "checkout/checkout/" }], LastHour);

        Assert.Equal(0, others);
        Assert.NotEqual(0, search.Lines.Count);
    }

    [Fact]
    public async Task What_there_is_shows_while_the_query_runs()
    {
        var whileRunning = new List<int>();
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var groups = LogsRoom.Groups("/ecs/shop/checkout");
        var running = search.RunAsync(1, LastHour, cancel => Pager.SearchAsync(groups, LastHour, null, LogQuery.FromWords("level>=info"), cancel), () =>
        {
            if (search.Progress!.Insights!.IsRunning)
                whileRunning.Add(search.Lines.Count);
            seen.TrySetResult();
        });
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await EndAsync(running);

        Assert.NotEmpty(whileRunning);
        Assert.InRange(whileRunning[0], 1, search.Lines.Count - 1);
    }

    [Fact]
    public async Task Stopping_is_at_once_and_stops_the_query_at_CloudWatch()
    {
        var running = search.RunAsync(1, LastHour, cancel => Pager.SearchAsync(LogsRoom.Groups("/ecs/shop/checkout"), LastHour, null, LogQuery.Everything, cancel), search.Stop);

        await running.WaitAsync(FakeLogs.SoonerThanTimeLimits, TestContext.Current.CancellationToken);

        Assert.Equal(LogSearchState.Stopped, search.State);
        Assert.NotEqual(0, search.Lines.Count);
        Assert.Equal(1, Calls("logs:StopQuery"));
    }

    [Fact]
    public async Task A_query_that_ended_by_itself_is_not_stopped()
    {
        await RunAsync("fields @message | limit 1", LogQuery.Everything, LogsRoom.Groups("/ecs/shop/checkout"), LastHour);

        Assert.Equal(0, Calls("logs:StopQuery"));
    }

    [Fact]
    public async Task Of_five_groups_four_answer_and_the_fifth_says_why()
    {
        aws.Faults.Add(new InjectedFault("logs:StartQuery", InjectedFault.Denied, About: "/ecs/shop/cart\""));
        var groups = LogsRoom.Groups("/ecs/shop/checkout", "/ecs/shop/cart", "/ecs/shop/storefront", "/ecs/shop/search", "/ecs/shop/catalog");

        await RunAsync(null, LogQuery.Everything, groups, new TimeSpanUtc(Make.Noon.AddMinutes(-1), Make.Noon));

        Assert.Equal(LogSearchState.Complete, search.State);
        var fault = Assert.Single(search.Faults);
        Assert.Equal(("/ecs/shop/cart", FaultKind.Denied), (fault.Scope.Group.Name, fault.Fault.Kind));
        Assert.DoesNotContain(search.Lines.All, line => line.Scope.Group.Name == "/ecs/shop/cart");
        Assert.True(search.Lines.All.Select(line => line.Scope.Group.Name).Distinct().Count() >= 3);
    }

    [Fact]
    public async Task A_query_over_no_group_that_answers_has_failed()
    {
        await RunAsync(null, LogQuery.Everything, LogsRoom.Groups("/ecs/shop/gone", "/gone/too"), LastHour);

        Assert.Equal((LogSearchState.Failed, 2), (search.State, search.Faults.Length));
        Assert.All(search.Faults, fault => Assert.Equal(FaultKind.NotFound, fault.Fault.Kind));
    }

    [Fact]
    public async Task Two_targets_are_asked_each_and_merged_by_time()
    {
        ImmutableArray<LogScope> scopes = [.. LogsRoom.Groups("/ecs/shop/checkout"), LogScope.WholeGroup(new LogGroupKey("staging", "/ecs/shop-staging/checkout"))];

        await RunAsync(null, LogQuery.Everything, scopes, LastHour);

        Assert.Empty(search.Faults);
        Assert.Equal(2, search.Lines.All.Select(line => line.Scope.Group.Target).Distinct().Count());
        Assert.Equal(search.Lines.All.OrderByDescending(line => line.At).Select(line => line.At), search.Lines.All.Select(line => line.At));
    }

    [Theory]
    [InlineData("fields @timestamp | filtr x", 20, "unexpected symbol found filtr at line 1 and position 21")]
    [InlineData("filter status >", 15, "unexpected end of query at line 1 and position 16")]
    [InlineData("fields @message\n| filter @message like 7", 39, "like needs /an expression/ or \"a text\", not 7 at line 2 and position 24")]
    public async Task A_query_that_the_engine_cannot_read_has_its_words_and_its_position(string query, int at, string message)
    {
        await RunAsync(query, LogQuery.Everything, LogsRoom.Groups("/ecs/shop/checkout", "/ecs/shop/cart"), LastHour);

        Assert.Equal(LogSearchState.Failed, search.State);
        Assert.Equal(new LogQueryProblem(message, at), search.Progress!.Insights!.Problem);
        Assert.Empty(search.Faults);
    }

    [Fact]
    public async Task Counts_come_as_a_table()
    {
        await RunAsync("stats count(*) as lines by bin(10m) | sort lines desc | limit 3", LogQuery.Everything, LogsRoom.Groups("/ecs/shop/checkout"), LastHour);

        var table = search.Progress!.Insights!.Table!;
        Assert.Equal(["bin(10m)", "lines"], table.Columns);
        Assert.Equal(3, table.Rows.Length);
        var counts = table.Rows.Select(row => int.Parse(row[1]!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(counts.OrderDescending(), counts);
        Assert.Equal(0, search.Lines.Count);
    }

    [Theory]
    [InlineData("filter @message like /(?i)error/ and not (@message like \"INFO\")", "(?i)error")]
    [InlineData("filter @message =~ /[0-9]+/ or @message in [\"x\", \"y\"]", "[0-9]")]
    [InlineData("filter @logStream like \"checkout/\"", ".")]
    public async Task A_query_is_sent_as_it_is(string filter, string found)
    {
        await RunAsync($"fields @timestamp, @message, @logStream, @log | {filter} | sort @timestamp desc | limit 20", LogQuery.Everything, LogsRoom.Groups("/ecs/shop/checkout", "/ecs/shop/storefront"), LastHour);

        Assert.Equal(LogSearchState.Complete, search.State);
        Assert.InRange(search.Lines.Count, 1, 20);
        Assert.All(search.Lines.All, line => Assert.Matches(found, line.Text));
    }

    [Fact]
    public async Task A_line_that_Insights_gave_opens_by_its_link()
    {
        await RunAsync(null, LogQuery.FromWords("level:error"), LogsRoom.Groups("/ecs/shop/checkout"), LastHour);
        var line = search.Lines.All[0];

        var whole = await room.GetRequiredService<LogSource>().FindAsync(line.Link, Make.Noon, TestContext.Current.CancellationToken);

        Assert.Equal(line.Text, LogText.Head(whole.Value!.Message, LogLine.LongestKept));
    }

    private InsightsPager Pager => room.GetRequiredService<InsightsPager>();

    private long Calls(string operation) => room.GetRequiredService<CallMeter>().Read().Rows.Where(row => row.Operation == operation).Sum(row => row.Tally.Calls);

    private async Task RunAsync(string? query, LogQuery words, IReadOnlyList<LogScope> scopes, TimeSpanUtc span)
    {
        var running = search.RunAsync(scopes.Count, span, cancel => Pager.SearchAsync(scopes, span, query, words, cancel), () => { });
        await EndAsync(running);
    }

    // The query runs for a second of the clock that only this test moves.
    private async Task EndAsync(Task running)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!running.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(running, Task.Delay(5, limit.Token));
        }

        await running;
    }

    public async ValueTask DisposeAsync()
    {
        search.Dispose();
        await room.DisposeAsync();
        await aws.DisposeAsync();
    }
}
