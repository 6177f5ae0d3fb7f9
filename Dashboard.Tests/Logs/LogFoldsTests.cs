using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogFoldsTests
{
    private readonly LogFolds folds = new();

    [Fact]
    public void A_trace_of_many_events_is_one_row_that_opens_downwards()
    {
        var lines = Newest(Line(0, "INFO before"), Line(1, "ERROR broken"), Line(1, "Traceback (most recent call last):"), Line(1.1, "  File \"x.py\", line 1"), Line(1.2, "ValueError: no"), Line(2, "INFO after"));

        folds.Take(lines);
        Assert.Equal(["INFO after", "ERROR broken", "INFO before"], Rows());
        Assert.Equal(3, folds.Following(folds.Rows[1]).Count);

        folds.Turn(folds.Rows[1]);
        Assert.Equal(["INFO after", "ERROR broken", "Traceback (most recent call last):", "  File \"x.py\", line 1", "ValueError: no", "INFO before"], Rows());
        Assert.True(folds.IsFollowing(folds.Rows[3]));

        Assert.Equal("ERROR broken", folds.HeadOf(folds.Rows[3]).Text);
        folds.Turn(folds.Rows[3], open: false);
        Assert.Equal(["INFO after", "ERROR broken", "INFO before"], Rows());
    }

    [Fact]
    public void Streams_that_write_at_once_keep_their_traces_apart()
    {
        folds.Take(Newest(Line(1, "ERROR a", "a"), Line(1.1, "ERROR b", "b"), Line(1.2, "\tat a.A(A.java:1)", "a"), Line(1.3, "\tat b.B(B.java:1)", "b")));

        Assert.Equal(["ERROR b", "ERROR a"], Rows());
        Assert.Equal("\tat a.A(A.java:1)", Assert.Single(folds.Following(folds.Rows[1])).Text);
    }

    [Fact]
    public void A_pause_of_more_than_a_second_ends_a_trace()
    {
        folds.Take(Newest(Line(1, "ERROR a"), Line(1.9, "\tat a.A(A.java:1)"), Line(2.9, "\tat a.B(A.java:2)"), Line(4, "\tat a.C(A.java:3)")));

        Assert.Equal(["\tat a.C(A.java:3)", "ERROR a"], Rows());
    }

    [Fact]
    public void An_exceptions_name_after_a_quiet_line_is_a_line_of_its_own()
    {
        folds.Take(Newest(Line(1, "INFO fine"), Line(1.1, "java.lang.IllegalStateException: no"), Line(1.2, "\tat a.A(A.java:1)")));

        Assert.Equal(["java.lang.IllegalStateException: no", "INFO fine"], Rows());
    }

    [Fact]
    public void A_trace_whose_head_the_search_did_not_find_is_folded_under_its_first_line()
    {
        folds.Take(Newest(Line(1, "\tat a.A(A.java:1)"), Line(1, "\tat a.B(A.java:2)")));

        Assert.Equal(["\tat a.A(A.java:1)"], Rows());
    }

    [Fact]
    public void What_was_opened_stays_open_when_new_lines_come()
    {
        var lines = Newest(Line(1, "ERROR a"), Line(1, "\tat a.A(A.java:1)"));
        folds.Take(lines);
        folds.Turn(folds.Rows[0]);

        lines.Insert(0, Line(9, "INFO new"));
        folds.Take(lines);

        Assert.Equal(["INFO new", "ERROR a", "\tat a.A(A.java:1)"], Rows());
    }

    [Fact]
    public void Lines_without_traces_are_not_copied()
    {
        var lines = Newest(Line(1, "INFO a"), Line(2, "INFO b"));

        folds.Take(lines);

        Assert.Same(lines, folds.Rows);
    }

    private IEnumerable<string> Rows() => folds.Rows.Select(line => line.Text);

    private static LogLine Line(double seconds, string message, string stream = LogMake.Stream) => new(LogMake.Event(message, seconds, stream: stream));

    private static List<LogLine> Newest(params LogLine[] oldestFirst) => [.. oldestFirst.Reverse()];
}
