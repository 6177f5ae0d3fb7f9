using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs;

public sealed class LogSearchTests : IAsyncLifetime
{
    private static readonly TimeSpanUtc LastHour = new(Make.Noon.AddHours(-1), Make.Noon);
    private readonly FakeTimeProvider time = new(Make.Noon);
    private FakeLogs aws = default!;
    private ServiceProvider room = default!;
    private LogSearch search = default!;

    public async ValueTask InitializeAsync()
    {
        aws = await FakeLogs.StartAsync();
        room = LogsRoom.Over(aws, time);
        search = new LogSearch(room.GetRequiredService<LogPager>(), room.GetRequiredService<IOptions<LogsOptions>>().Value);
    }

    [Fact]
    public async Task Everything_is_found_newest_first_across_full_and_empty_pages()
    {
        aws.PageSize = 4;
        aws.EmptyPages = true;
        for (var second = 1; second <= 10; second++)
            aws.Add("/a", Make.Noon.AddSeconds(-second), $"line {second}");

        await RunAsync(null, "/a");

        Assert.Equal(Enumerable.Range(1, 10).Select(second => $"line {second}"), search.Lines.All.Select(line => line.Text));
        Assert.Equal((LogSearchState.Complete, LastHour.From), (search.State, search.Progress!.SearchedBackTo));
        Assert.All(aws.Searches, request => Assert.False((bool)request["startFromHead"]!));
    }

    [Fact]
    public async Task A_long_range_says_how_far_it_came_even_where_nothing_matches()
    {
        aws.Add("/a", Make.Noon.AddDays(-7), "old");
        var backTo = new List<DateTimeOffset>();

        await search.RunAsync(LogsRoom.Groups("/a"), new TimeSpanUtc(Make.Noon.AddHours(-20), Make.Noon), LogQuery.FromPattern("x"), () => backTo.Add(search.Progress!.SearchedBackTo));

        Assert.Equal([-1, -3, -7, -15, -20, -20], backTo.Select(at => (at - Make.Noon).TotalHours));
    }

    [Fact]
    public async Task Two_groups_come_merged_and_one_that_is_denied_does_not_stop_the_other()
    {
        aws.PageSize = 2;
        for (var second = 1; second <= 6; second++)
            aws.Add(second % 2 == 0 ? "/even" : "/odd", Make.Noon.AddSeconds(-second), $"{second}");
        aws.Add("/secret", Make.Noon.AddSeconds(-1), "secret");
        aws.Denied.Add("/secret");

        await RunAsync(null, "/even", "/secret", "/odd");

        Assert.Equal(["1", "2", "3", "4", "5", "6"], search.Lines.All.Select(line => line.Text));
        Assert.Equal(LogSearchState.Complete, search.State);
        var failed = Assert.Single(search.Faults);
        Assert.Equal(("/secret", FaultKind.Denied), (failed.Scope.Group.Name, failed.Fault.Kind));
    }

    [Fact]
    public async Task No_group_reads_far_ahead_of_another()
    {
        aws.PageSize = 10;
        for (var number = 0; number < 100; number++)
        {
            aws.Add("/quiet", Make.Noon.AddSeconds(-number * 30), "quiet");
            aws.Add("/loud", Make.Noon.AddSeconds(-number), "loud");
        }

        await foreach (var page in room.GetRequiredService<LogPager>().SearchAsync(LogsRoom.Groups("/quiet", "/loud"), LastHour, null, TestContext.Current.CancellationToken))
            if (page.Progress.PagesRead == 5)
                break;

        Assert.True(aws.Searches.Count(request => (string?)request["logGroupName"] == "/quiet") <= 2);
    }

    [Fact]
    public async Task Whoever_has_enough_leaves_no_read_in_flight()
    {
        aws.Add("/quick", Make.Noon.AddSeconds(-1), "x");
        aws.Add("/slow", Make.Noon.AddSeconds(-1), "x");
        aws.Slow.Add("/slow");

        await foreach (var _ in room.GetRequiredService<LogPager>().SearchAsync(LogsRoom.Groups("/quick", "/slow"), LastHour, null, TestContext.Current.CancellationToken))
        {
            // Only a read that has reached the server can be seen to be given up.
            await aws.Waiting.Task.WaitAsync(FakeLogs.SoonerThanTimeLimits, TestContext.Current.CancellationToken);
            break;
        }

        await aws.Abandoned.Task.WaitAsync(FakeLogs.SoonerThanTimeLimits, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_pattern_that_CloudWatch_rejects_brings_its_own_words()
    {
        aws.Add("/a", Make.Noon.AddSeconds(-1), "x");

        await RunAsync(LogQuery.FromPattern("{ broken"), "/a");

        Assert.Equal(LogSearchState.Failed, search.State);
        Assert.Equal(FaultKind.Invalid, search.Faults[0].Fault.Kind);
        Assert.Contains("Invalid character(s) in term '{ broken'", search.Faults[0].Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error", "timeout is an Error|ERROR of the cart|no error here")]
    [InlineData("ERROR timeout", "timeout is an Error")]
    [InlineData("\"an error\"", "timeout is an Error")]
    [InlineData("error -CART", "timeout is an Error|no error here")]
    [InlineData("-Error", "cart")]
    public async Task Words_are_found_in_upper_and_lower_case(string words, string found)
    {
        foreach (var (line, at) in new[] { "timeout is an Error", "ERROR of the cart", "no error here", "cart" }.Select((line, at) => (line, at)))
            aws.Add("/a", Make.Noon.AddSeconds(-1 - at), line);

        await RunAsync(LogQuery.FromWords(words), "/a");

        Assert.Equal(found, string.Join('|', search.Lines.All.Select(line => line.Text)));
    }

    [Fact]
    public async Task Progress_counts_what_was_read_although_the_rest_of_the_query_left_it_out()
    {
        aws.PageSize = 1;
        aws.Add("/a", Make.Noon.AddMinutes(-1), "ERROR one");
        aws.Add("/a", Make.Noon.AddMinutes(-2), "ERROR two");
        var backTo = new List<double>();

        await search.RunAsync(LogsRoom.Groups("/a"), LastHour, LogQuery.FromWords("error -one -two"), () => backTo.Add((search.Progress!.SearchedBackTo - Make.Noon).TotalMinutes));

        Assert.Equal((-1, 0), (backTo[0], search.Lines.Count));
    }

    [Fact]
    public async Task Stop_works_while_AWS_still_thinks()
    {
        var gate = new TaskCompletionSource();
        aws.Gate = gate.Task;
        aws.Add("/a", Make.Noon.AddSeconds(-1), "x");
        var running = RunAsync(null, "/a");

        search.Stop();

        Assert.Equal(LogSearchState.Stopped, search.State);
        await running.WaitAsync(TestContext.Current.CancellationToken);
        gate.SetResult();
        Assert.Empty(search.Lines.All);
    }

    [Fact]
    public async Task A_new_search_replaces_the_one_that_runs()
    {
        var gate = new TaskCompletionSource();
        aws.Gate = gate.Task;
        aws.Add("/a", Make.Noon.AddSeconds(-1), "a");
        aws.Add("/b", Make.Noon.AddSeconds(-1), "b");
        var first = RunAsync(null, "/a");
        aws.Gate = Task.CompletedTask;

        await RunAsync(null, "/b");
        gate.SetResult();
        await first;

        Assert.Equal(["b"], search.Lines.All.Select(line => line.Text));
        Assert.Equal(LogSearchState.Complete, search.State);
    }

    [Fact]
    public async Task The_search_ends_at_a_hundred_thousand_lines_and_says_so()
    {
        for (var number = 0; number < 105_000; number++)
            aws.Add("/a", Make.Noon.AddMilliseconds(-number - 1), "INFO a line as long as lines are");

        await RunAsync(null, "/a");

        Assert.Equal((LogSearchState.Full, 100_000), (search.State, search.Counts.Total));
    }

    [Fact]
    public async Task All_lines_are_counted_and_the_newest_kept_within_the_memory_of_one_viewer()
    {
        for (var number = 0; number < 25_000; number++)
            aws.Add("/a", Make.Noon.AddMilliseconds(-number - 1), $"INFO line {number} is as long as lines are");

        await RunAsync(null, "/a");

        Assert.Equal((LogSearchState.Complete, 25_000, 25_000), (search.State, search.Counts.Total, search.Counts.Histogram.Sum.Infos));
        Assert.Equal(25_000, search.Lines.Count + search.Lines.Dropped);
        Assert.Equal("INFO line 0 is as long as lines are", search.Lines.All[0].Text);
        Assert.InRange(search.Lines.All.Sum(line => line.Weight), 1_000_000, 1024 * 1024);
        Assert.InRange(search.Lines.Count, 9_000, 15_000);
    }

    [Fact]
    public async Task An_event_is_found_by_its_link_with_one_narrow_question()
    {
        var message = "ERROR " + new string('x', 1_000_000);
        aws.Add("/a", Make.Noon.AddDays(-3), message);
        aws.Add("/a", Make.Noon.AddDays(-3), "same instant");
        await search.RunAsync(LogsRoom.Groups("/a"), new TimeSpanUtc(Make.Noon.AddDays(-4), Make.Noon), null, () => { });
        var link = LogEventLink.Parse(search.Lines.All.Single(line => line.IsCut).Link.ToString())!.Value;
        var before = aws.Searches.Count;

        var answer = await room.GetRequiredService<LogSource>().FindAsync(link, Make.Noon, TestContext.Current.CancellationToken);

        Assert.Equal(message, answer.Value!.Message);
        Assert.Equal(before + 1, aws.Searches.Count);
        Assert.Equal((long)aws.Searches[^1]["startTime"]!, (long)aws.Searches[^1]["endTime"]!);
    }

    [Fact]
    public async Task An_event_that_is_gone_is_not_found_and_says_so()
    {
        aws.Add("/a", Make.Noon, "x");

        var answer = await room.GetRequiredService<LogSource>().FindAsync(new LogEventLink(new LogGroupKey("production", "/a"), LogMake.Stream, Make.Noon.AddDays(-9), 1), Make.Noon, TestContext.Current.CancellationToken);

        Assert.Equal(FaultKind.NotFound, answer.Fault!.Kind);
    }

    [Fact]
    public async Task The_neighbours_of_an_event_come_oldest_first_from_both_sides()
    {
        for (var second = 0; second < 20; second++)
            aws.Add("/a", Make.Noon.AddSeconds(second), $"{second}");
        aws.Add("/a", Make.Noon.AddSeconds(10), "another stream", stream: "other");
        var source = room.GetRequiredService<LogSource>();

        var before = await source.NeighboursAsync(LogsRoom.Groups("/a")[0], LogMake.Stream, Make.Noon.AddSeconds(10), before: true, 3, TestContext.Current.CancellationToken);
        var after = await source.NeighboursAsync(LogsRoom.Groups("/a")[0], LogMake.Stream, Make.Noon.AddSeconds(10), before: false, 3, TestContext.Current.CancellationToken);

        Assert.Equal(["7", "8", "9", "10", "11", "12"], before.Value!.Events.Concat(after.Value!.Events).Select(line => line.Message));
    }

    [Fact]
    public async Task A_range_before_2024_is_asked_from_2024_on_because_CloudWatch_refuses_more()
    {
        aws.Add("/a", Make.Noon, "x");

        await room.GetRequiredService<LogSource>().ReadAsync(LogsRoom.Groups("/a")[0], new TimeSpanUtc(Make.Noon.AddYears(-9), Make.Noon), null, null, TestContext.Current.CancellationToken);

        Assert.Equal(1704067200000, (long)aws.Searches[0]["startTime"]!);
    }

    private Task RunAsync(LogQuery? query, params string[] groups) => search.RunAsync(LogsRoom.Groups(groups), LastHour, query, () => { });

    public async ValueTask DisposeAsync()
    {
        search.Dispose();
        await room.DisposeAsync();
        await aws.DisposeAsync();
    }
}
