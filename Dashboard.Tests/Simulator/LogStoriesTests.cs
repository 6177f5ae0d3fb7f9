using System.Text.RegularExpressions;
using Dashboard.Logs;
using Dashboard.Simulator;

namespace Dashboard.Tests.Simulator;

/// <summary>What the services' logs are rich in: styles, requests that several services write of, growth, traces.</summary>
public sealed partial class LogStoriesTests
{
    private readonly TestWorld world = new();

    [Theory]
    [InlineData("shop", "checkout", "^{\"time\":")]
    [InlineData("shop", "storefront", "^10\\.0\\.\\d+\\.\\d+ - - \\[23/Nov/2026:")]
    [InlineData("shop", "catalog", "^2026-11-23 \\d\\d:\\d\\d:\\d\\d\\.\\d{3}  INFO 1 --- \\[nio-")]
    [InlineData("shop", "cart", "^{\"level\":30,\"time\":1\\d{12},\"pid\":1")]
    [InlineData("shop", "search", "^2026-11-23 \\d\\d:\\d\\d:\\d\\d,\\d{3} INFO \\[search\\.app]")]
    [InlineData("payments", "billing", "^I, \\[2026-11-23T.* #1\\]  INFO -- : ")]
    [InlineData("platform", "auth", "^ts=2026-11-23T.* level=info ")]
    [InlineData("platform", "notifications", "^info: Notifications\\.")]
    [InlineData("platform", "events-worker", "^I1123 \\d\\d:\\d\\d:\\d\\d\\.\\d{6}       1 worker\\.go:")]
    public void Services_of_several_languages_write_in_their_own_styles(string cluster, string name, string style)
    {
        var lines = world.Logs(cluster, name, TimeSpan.FromHours(1)).ToList();

        Assert.True(lines.Count(line => Regex.IsMatch(line.Message, style)) > lines.Count / 2);
        Assert.All(lines.Where(line => line.Message.StartsWith('{')), line => System.Text.Json.JsonDocument.Parse(line.Message).Dispose());
    }

    [Theory]
    [InlineData("shop", "storefront")]
    [InlineData("shop", "catalog")]
    [InlineData("shop", "cart")]
    [InlineData("payments", "billing")]
    [InlineData("platform", "auth")]
    [InlineData("platform", "notifications")]
    [InlineData("platform", "events-worker")]
    [InlineData("platform", "image-resizer")]
    public void The_dashboard_reads_the_errors_of_every_style(string cluster, string name) =>
        Assert.Contains(world.Logs(cluster, name, TimeSpan.FromHours(12), newestFirst: true), line => LogLevels.Of(line.Message) >= LogSeverity.Error);

    [Fact]
    public void An_order_is_followed_by_one_request_id_through_four_services()
    {
        var ids = Ids("shop", "storefront", "/confirm HTTP/1.1\" 200");

        Assert.True(ids.Count > 100);
        Assert.Superset(ids, Ids("shop", "checkout", ""));
        Assert.Superset(ids, Ids("payments", "fraud-check", ""));
        Assert.Superset(ids, Ids("payments", "payments-api", ""));
    }

    [Fact]
    public void An_order_that_checkouts_new_version_fails_is_a_502_of_the_gateway_and_never_paid()
    {
        var start = TestWorld.Start - TimeSpan.FromMinutes(25);
        var failed = Ids("shop", "checkout", "has no rounding rule");
        failed.IntersectWith(Ids("shop", "storefront", "/confirm HTTP/1.1\" 502"));

        Assert.True(failed.Count > 3);
        Assert.Empty(failed.Intersect(Ids("payments", "payments-api", "")));
        Assert.All(world.Logs("shop", "checkout", TimeSpan.FromHours(1)).Where(line => failed.Contains(Id().Match(line.Message).Groups[1].Value)), line => Assert.True(line.Timestamp >= start.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void One_template_of_search_grows_as_the_day_goes_on()
    {
        int Merges(int hour)
        {
            var from = new DateTimeOffset(TestWorld.Start.Date, TimeSpan.Zero).AddHours(hour);
            var lines = world.Production.Logs.Events("/ecs/shop/search", from.ToUnixTimeMilliseconds(), from.AddHours(2).ToUnixTimeMilliseconds()).ToList();
            return 10_000 * lines.Count(line => line.Message.Contains("Index merge of segment", StringComparison.Ordinal)) / lines.Count;
        }

        Assert.True(Merges(12) > 2 * Merges(1));
    }

    [Fact]
    public void Image_resizers_traces_come_line_by_line_and_the_dashboard_folds_them()
    {
        var lines = world.Logs("platform", "image-resizer", TimeSpan.FromHours(3)).ToList();
        Assert.All(lines.Where(line => line.Message.Contains("Traceback", StringComparison.Ordinal)).SkipLast(1), line => Assert.True(line.Message.StartsWith("Traceback", StringComparison.Ordinal) || line.Message.Contains("terminating", StringComparison.Ordinal)));

        var scope = LogScope.WholeGroup(new LogGroupKey("production", "/ecs/platform/image-resizer"));
        var folds = new LogFolds();
        folds.Take([.. lines.AsEnumerable().Reverse().Select(line => new Dashboard.Logs.LogLine(new Dashboard.Logs.LogEvent(scope, line.LogStreamName, DateTimeOffset.FromUnixTimeMilliseconds(line.Timestamp), null, line.EventId, line.Message)))]);

        var heads = folds.Rows.Where(row => folds.Following(row).Count > 0).ToList();
        Assert.True(heads.Count > 20);
        Assert.All(heads, head => Assert.Equal(("Traceback (most recent call last):", 4), (folds.Following(head)[0].Text, folds.Following(head).Count)));
        Assert.DoesNotContain(folds.Rows, row => row.Text.StartsWith("Traceback", StringComparison.Ordinal) || row.Text.StartsWith(' '));
    }

    private HashSet<string> Ids(string cluster, string name, string having) =>
        [.. world.Logs(cluster, name, TimeSpan.FromHours(1)).Where(line => line.Message.Contains(having, StringComparison.Ordinal)).Select(line => Id().Match(line.Message).Groups[1].Value)];

    [GeneratedRegex("request_?id[\"=:]+([0-9a-f]{16})", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
