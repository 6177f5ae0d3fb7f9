using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class SinceRulesTests
{
    private const LogSeverity Info = LogSeverity.Info, Warning = LogSeverity.Warning, Error = LogSeverity.Error;

    [Theory]
    [InlineData(LogSeverity.Info, 0, 40, SinceKind.New)]
    [InlineData(LogSeverity.Error, 0, 40, SinceKind.New)]
    [InlineData(LogSeverity.Error, 0, 1, SinceKind.Unseen)]
    [InlineData(LogSeverity.Warning, 0, 2, SinceKind.Unseen)]
    [InlineData(LogSeverity.Info, 0, 1, null)]
    [InlineData(LogSeverity.Error, 10, 60, SinceKind.Grown)]
    [InlineData(LogSeverity.Error, 1000, 1400, null)]
    [InlineData(LogSeverity.Error, 2, 5, null)]
    [InlineData(LogSeverity.Error, 60, 10, null)]
    [InlineData(LogSeverity.Error, 60, 0, null)]
    public void One_among_steady_templates_is(LogSeverity level, long before, long now, SinceKind? kind) =>
        Assert.Equal(kind, SinceRules.Decide([Of(level, before, now), .. Steady(30)])[0]);

    [Fact]
    public void A_template_is_not_new_where_too_little_of_the_predecessor_was_read_to_have_shown_it() => Assert.Multiple(
        () => Assert.Equal(SinceKind.New, SinceRules.Decide([Of(Error, 0, 12), Of(Info, 5000, 5000)])[0]),
        () => Assert.Equal(SinceKind.Unseen, SinceRules.Decide([Of(Error, 0, 12), Of(Info, 100, 5000)])[0]));

    [Fact]
    public void A_rare_exception_is_new_where_much_more_of_the_predecessor_was_read() =>
        Assert.Equal(SinceKind.New, SinceRules.Decide([Of(Error, 0, 2), Of(Info, 20_000, 1000)])[0]);

    [Fact]
    public void More_traffic_is_no_growth() =>
        Assert.All(SinceRules.Decide([.. Enumerable.Range(1, 20).Select(size => Of(Info, size * 10, size * 30))]), Assert.Null);

    [Fact]
    public void What_tasks_say_when_they_start_does_not_grow_and_may_be_new() => Assert.Multiple(
        () => Assert.Null(SinceRules.Decide([new(Info, 12, 12, 0, 0), Of(Info, 20_000, 800)])[0]),
        () => Assert.Null(SinceRules.Decide([new(Info, 4, 40, 0, 0), Of(Info, 1000, 1000)])[0]),
        () => Assert.Equal(SinceKind.New, SinceRules.Decide([new(Error, 0, 12, 0, 0), Of(Info, 1000, 1000)])[0]));

    [Fact]
    public void While_all_tasks_still_start_nothing_has_grown() => Assert.All(SinceRules.Decide([new(Error, 5, 90, 5, 0), new(Info, 900, 900, 900, 0)]), Assert.Null);

    [Theory]
    [InlineData(0, 500)]
    [InlineData(500, 0)]
    [InlineData(0, 0)]
    public void Nothing_is_said_where_one_side_has_no_lines(long before, long now) => Assert.Null(SinceRules.Decide([Of(Error, before, now)])[0]);

    [Fact]
    public void The_worst_comes_first()
    {
        SinceTemplate Made(SinceKind kind, LogSeverity level, long now, string id) => new(kind, id, level, "", 0, now, Make.Noon, "");
        var sorted = SinceRules.WorstFirst([
            Made(SinceKind.New, Info, 900, "info"), Made(SinceKind.Unseen, Error, 9, "unseen error"), Made(SinceKind.Grown, Error, 99, "grown error"), Made(SinceKind.New, Warning, 50, "warning"),
            Made(SinceKind.New, Error, 3, "new error"), Made(SinceKind.New, LogSeverity.Fatal, 1, "fatal"), Made(SinceKind.New, Error, 30, "common new error")]);

        Assert.Equal(["fatal", "common new error", "new error", "grown error", "unseen error", "warning", "info"], sorted.Select(one => one.PatternId));
    }

    private static IEnumerable<SinceCount> Steady(int templates) => Enumerable.Range(0, templates).Select(index => Of(Info, 100 + index, 100 + (index * 3 % 7)));

    private static SinceCount Of(LogSeverity level, long before, long now) => new(level, before, now, before, now);
}
