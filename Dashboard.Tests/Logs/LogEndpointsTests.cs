using System.Net;
using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs;

public sealed class LogEndpointsTests : IAsyncLifetime
{
    private FakeLogs aws = default!;
    private WebApplication app = default!;
    private HttpClient http = default!;
    private ClaimsPrincipal person = Person("Viewer");

    public async ValueTask InitializeAsync()
    {
        aws = await FakeLogs.StartAsync();
        aws.Add("/ecs/shop/checkout", Make.Noon.AddMinutes(-2), "=cmd()", "checkout/checkout/t1");
        aws.Add("/ecs/shop/checkout", Make.Noon.AddMinutes(-1), "{\"level\":\"error\"}", "checkout/checkout/t1");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // A clock that stands still would let nobody through who waits for the budget on it.
        builder.Services.AddLogsRoom(aws.Url, new FakeTimeProvider(Make.Noon)).AddSingleton(new CallBudget(new FastTime(10_000)));
        app = builder.Build();
        app.Use((context, next) =>
        {
            context.User = person;
            return next(context);
        });
        app.MapLogs();
        await app.StartAsync(TestContext.Current.CancellationToken);
        app.Services.GetRequiredService<Feed<FleetSnapshot>>().Publish(Make.Snapshot(LogsRoom.Logging()), Make.Noon);
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    [Fact]
    public async Task An_export_holds_what_the_search_finds_and_is_in_the_audit_trail()
    {
        var csv = await http.GetStringAsync("/logs/export.csv?service=production/shop/checkout", TestContext.Current.CancellationToken);
        var ndjson = await http.GetStringAsync("/logs/export.ndjson?service=production/shop/checkout&q=LEVEL%20Error", TestContext.Current.CancellationToken);

        Assert.Equal(
            "time,service,log group,log stream,level,message\r\n" +
            "2026-01-31T11:59:00.000Z,\"production/shop/checkout\",\"production:/ecs/shop/checkout\",\"checkout/checkout/t1\",Error,\"{\"\"level\"\":\"\"error\"\"}\"\r\n" +
            "2026-01-31T11:58:00.000Z,\"production/shop/checkout\",\"production:/ecs/shop/checkout\",\"checkout/checkout/t1\",,\"'=cmd()\"\r\n",
            csv);
        Assert.Single(ndjson.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var trail = await AuditAsync();
        Assert.Equal(["export", "export"], trail.Select(entry => entry.Action));
        Assert.Equal(("ann", "production/shop/checkout"), (trail[0].Actor.Id, trail[0].Subject));
    }

    [Theory]
    [InlineData("/logs/export.csv", HttpStatusCode.BadRequest, "Name at least one service= or group= that is watched.")]
    [InlineData("/logs/export.csv?service=production/shop/gone", HttpStatusCode.BadRequest, "There is no service production/shop/gone")]
    [InlineData("/logs/export.csv?service=production/shop/checkout&range=9y", HttpStatusCode.BadRequest, "is not a range")]
    [InlineData("/logs/export.ndjson?service=production/shop/checkout&syntax=pattern&q=%7B%20broken", HttpStatusCode.BadRequest, "Invalid character(s) in term")]
    [InlineData("/logs/export.csv?group=production:/unknown", HttpStatusCode.NotFound, "The specified log group does not exist")]
    [InlineData("/logs/event.txt?event=x", HttpStatusCode.BadRequest, "event= is not the link of a log event.")]
    public async Task What_cannot_be_given_is_refused_with_a_sentence(string url, HttpStatusCode status, string sentence)
    {
        using var answer = await http.GetAsync(new Uri(url, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(sentence, json.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task Somebody_without_a_role_gets_nothing()
    {
        person = Person("Nobody");

        using var answer = await http.GetAsync(new Uri("/logs/export.csv?service=production/shop/checkout", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task A_group_that_is_denied_leaves_the_others_and_a_notice_in_the_file()
    {
        aws.Add("/secret", Make.Noon.AddMinutes(-1), "secret");
        aws.Denied.Add("/secret");

        var csv = await http.GetStringAsync("/logs/export.csv?service=production/shop/checkout&group=production:/secret", TestContext.Current.CancellationToken);

        Assert.Contains("'=cmd()", csv, StringComparison.Ordinal);
        Assert.Contains("Not complete: production:/secret could not be read to the end.", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_event_is_downloaded_whole_as_text()
    {
        aws.Add("/ecs/shop/checkout", Make.Noon, "<script>" + new string('x', 500_000), "checkout/checkout/t1");
        var source = app.Services.GetRequiredService<LogSource>();
        var chunk = await source.ReadAsync(LogsRoom.Groups("/ecs/shop/checkout")[0], new(Make.Noon, Make.Noon.AddSeconds(1)), null, null, TestContext.Current.CancellationToken);
        var link = new LogLine(chunk.Value!.Events[0]).Link;

        using var answer = await http.GetAsync(new Uri("/logs/event.txt?event=" + Uri.EscapeDataString(link.ToString()), UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(500_008, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Length);
        Assert.Equal(("text/plain", "attachment"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Single(await AuditAsync());
    }

    [Fact]
    public async Task Lines_are_sent_while_CloudWatch_still_thinks_about_the_older_ones()
    {
        var gate = new TaskCompletionSource();
        aws.PageSize = 1;
        aws.Before = request => request.ContainsKey("nextToken") ? gate.Task : Task.CompletedTask;
        using var answer = await http.GetAsync(new Uri("/logs/export.ndjson?service=production/shop/checkout", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var rows = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        Assert.Contains("2026-01-31T11:59:00.000Z", await rows.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        gate.SetResult();

        Assert.Contains("=cmd()", await rows.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Null(await rows.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_hundred_thousand_lines_are_given_and_the_file_says_that_there_are_more()
    {
        for (var number = 0; number < 100_020; number++)
            aws.Add("/flood", Make.Noon.AddMilliseconds(-number - 1), "x");

        using var rows = new StreamReader(await http.GetStreamAsync("/logs/export.csv?group=production:/flood", TestContext.Current.CancellationToken));
        var (count, last) = (0, "");
        for (; await rows.ReadLineAsync(TestContext.Current.CancellationToken) is { } row; last = row)
            count++;

        Assert.Equal(100_002, count);
        Assert.Equal(",,,,,\"Not complete: an export holds 100,000 lines at most. Narrow the range or the query.\"", last);
    }

    private Task<IReadOnlyList<AuditEntry>> AuditAsync() => app.Services.GetRequiredService<AuditLog>().FindAsync(new AuditFilter(), 10, cancel: TestContext.Current.CancellationToken);

    private static ClaimsPrincipal Person(string role) => new(new ClaimsIdentity([new Claim("oid", "ann"), new Claim(ClaimTypes.Name, "Ann"), new Claim(ClaimTypes.Role, role), new Claim("roles", role)], "test", ClaimTypes.Name, ClaimTypes.Role));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        await aws.DisposeAsync();
    }
}
