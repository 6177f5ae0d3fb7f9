using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.Logs.Patterns;
using Dashboard.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs.Patterns;

public sealed class PatternSearchTests : IDisposable
{
    private readonly TempDatabase file = new();
    private readonly Feed<TasksSnapshot> tasks = new();
    private readonly List<IDisposable> held = [];

    [Fact]
    public void Patterns_have_their_level_their_share_by_revision_and_a_line_that_leads_to_them()
    {
        tasks.Publish(Make.Tasks(Make.Task("t43"), Make.Task("t42", revision: 42)), Make.Noon);
        var search = Search();

        search.Read([.. Enumerable.Range(0, 30).Select(number => Line($"{{\"level\":\"{(number == 7 ? "error" : "info")}\",\"msg\":\"order {number} placed\",\"n\":{number}}}", -number, number < 10 ? "t43" : number < 25 ? "t42" : "t1"))], isAnew: false);

        var row = Assert.Single(search.Rows);
        Assert.Equal("order <number> placed", row.Pattern.Template);
        Assert.Equal((30, LogSeverity.Error, Make.Noon), (row.Pattern.Count, row.Level, row.Times.Last));
        Assert.Equal((10, 15, 5), (row.Pattern.Revisions["checkout:43"], row.Pattern.Revisions["checkout:42"], row.OfUnknownRevision));
        Assert.Equal(Make.Noon, row.Example.At);
    }

    [Fact]
    public void Frames_of_a_stack_trace_have_no_pattern()
    {
        var search = Search();

        search.Read([Line("   at Shop.Rounding.Of(String currency)", 0), Line("System.InvalidOperationException: no rounding rule", -1), Line("ERROR checkout failed", -2)], isAnew: false);

        Assert.Equal(2, search.Rows.Length);
        Assert.Equal(1, search.Frames);
    }

    [Fact]
    public void The_result_of_a_query_that_comes_anew_replaces_the_one_before()
    {
        var search = Search();
        search.Read([Line("one thing happened", 0)], isAnew: true);
        search.Read([Line("another matter entirely", 0), Line("another matter entirely", -1)], isAnew: true);

        Assert.Equal(("another matter entirely", 2), (Assert.Single(search.Rows).Pattern.Template, search.Lines));
    }

    [Fact]
    public void Sorting_shows_the_most_the_newest_or_what_grows()
    {
        var search = Search();
        List<LogEvent> lines = [];
        for (var minute = 0; minute < 60; minute++)
        {
            lines.AddRange(Enumerable.Range(0, 10).Select(number => Line($"request {number} served", (minute - 60) * 60)));
            lines.AddRange(Enumerable.Range(0, minute / 10).Select(number => Line($"WARN connection pool has {number} waiting", (minute - 60) * 60)));
            if (minute >= 58)
                lines.Add(Line("ERROR rounding rule is missing", (minute - 60) * 60));
        }

        search.Read([.. lines.OrderByDescending(line => line.At)], isAnew: false);
        search.Refresh();

        Assert.Equal("request <number> served", PatternRow.Sorted(search.Rows, PatternOrder.Count).First().Pattern.Template);
        Assert.Equal("ERROR rounding rule is missing", PatternRow.Sorted(search.Rows, PatternOrder.Newness).First().Pattern.Template);
        Assert.Equal("WARN connection pool has <number> waiting", PatternRow.Sorted(search.Rows, PatternOrder.Growth).First().Pattern.Template);
    }

    public void Dispose()
    {
        held.ForEach(one => one.Dispose());
        file.Dispose();
    }

    private static LogEvent Line(string message, double seconds, string task = "t0") =>
        LogMake.Event(message, seconds, stream: $"checkout/checkout/{task}") with { Scope = new LogScope(new LogGroupKey("production", "/ecs/shop/checkout"), Make.Key(), null, []) };

    private PatternSearch Search()
    {
        var database = file.Open(TaskRevisionStore.Schema);
        var revisions = new TaskRevisions(tasks, new TaskRevisionStore(database), new FakeTimeProvider(Make.Noon), NullLogger<TaskRevisions>.Instance);
        held.AddRange([revisions, database]);
        return new PatternSearch(revisions, TimeProvider.System);
    }
}
