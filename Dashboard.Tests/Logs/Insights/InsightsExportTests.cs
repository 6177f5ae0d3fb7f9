using System.Net;
using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Aws;
using Dashboard.Logs;
using Dashboard.Tests.Rollback;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using InjectedFault = Dashboard.Simulator.InjectedFault;

namespace Dashboard.Tests.Logs;

/// <summary>Results of Logs Insights as files, over the simulated AWS and at the pace of the real clock.</summary>
public sealed class InsightsExportTests : IAsyncLifetime
{
    private ClaimsPrincipal person = People.Of("operator");
    private SimulatedAws aws = default!;
    private WebApplication app = default!;
    private HttpClient http = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        aws = await SimulatedAws.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLogsRoom(aws.Uri, TimeProvider.System);
        app = builder.Build();
        app.Use((context, next) =>
        {
            context.User = person;
            return next(context);
        });
        app.MapLogs();
        await app.StartAsync(Cancel);
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    [Fact]
    public async Task Counts_are_a_file_with_the_querys_own_columns_and_are_in_the_audit_trail()
    {
        var csv = (await http.GetStringAsync(Url("csv", "stats count(*) as lines by bin(10m) | sort lines desc | limit 3"), Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var ndjson = (await http.GetStringAsync(Url("ndjson", "stats count(*) as lines"), Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((4, "\"bin(10m)\",\"lines\""), (csv.Length, csv[0]));
        Assert.Matches("^\"\\d{4}-\\d\\d-\\d\\d .*\",\"\\d+\"$", csv[1]);
        Assert.Matches("^\\{\"lines\":\"\\d+\"\\}$", Assert.Single(ndjson));
        Assert.Equal(["export", "export"], (await AuditAsync()).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Chosen_fields_that_a_spreadsheet_would_run_are_text()
    {
        var csv = await http.GetStringAsync(Url("csv", "stats count(*) as `=cmd()`"), Cancel);

        Assert.DoesNotMatch("(^|,)\"?=", csv);
    }

    [Fact]
    public async Task Lines_are_a_file_like_that_of_every_other_search()
    {
        var csv = (await http.GetStringAsync(Url("csv", "fields @timestamp, @message, @logStream, @log | limit 5"), Cancel)).Split("\r\n");

        Assert.Equal("time,service,log group,log stream,level,message", csv[0]);
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z,\"\",\"production:/ecs/shop/checkout\",\"", csv[1]);
    }

    [Fact]
    public async Task A_query_that_the_engine_cannot_read_is_refused_in_its_own_words_and_leaves_no_trace()
    {
        using var answer = await http.GetAsync(new Uri(Url("csv", "fields @timestamp | filtr x"), UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("unexpected symbol found filtr at line 1 and position 21", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task A_dear_query_runs_only_for_who_knows_its_price()
    {
        app.Services.GetRequiredService<IOptions<LogsOptions>>().Value.ConsentAtMegabytes = 0;
        var url = Url("csv", "stats count(*) as lines");

        using var asked = await http.GetAsync(new Uri(url.Replace("&consent=1", "", StringComparison.Ordinal), UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        Assert.Matches("This query scans about .+, which AWS bills with about .+ Add consent=1 to run it.", await asked.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(0, Queries());

        Assert.StartsWith("\"lines\"", await http.GetStringAsync(url, Cancel), StringComparison.Ordinal);
        Assert.Equal(1, Queries());
    }

    [Fact]
    public async Task Somebody_without_a_role_starts_no_query()
    {
        person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "x")], "test"));

        using var answer = await http.GetAsync(new Uri(Url("csv", "stats count(*)"), UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.Forbidden, 0), (answer.StatusCode, Queries()));
    }

    [Fact]
    public async Task A_group_that_is_denied_leaves_the_others_and_a_notice_in_the_file()
    {
        aws.Faults.Add(new InjectedFault("logs:StartQuery", InjectedFault.Denied, About: "/ecs/shop/cart\""));

        var csv = await http.GetStringAsync(Url("csv", "stats count(*) as lines") + "&group=production:/ecs/shop/cart", Cancel);

        Assert.Contains("\"lines\"", csv, StringComparison.Ordinal);
        Assert.Contains("Not complete: production:/ecs/shop/cart could not be read.", csv, StringComparison.Ordinal);
    }

    private static string Url(string format, string query) => (LogView.Empty with { Groups = [new LogGroupKey("production", "/ecs/shop/checkout")], Syntax = LogSyntax.Insights, Text = query }).ExportUrl(format);

    private long Queries() => app.Services.GetRequiredService<CallMeter>().Read().Rows.Where(row => row.Operation == "logs:StartQuery").Sum(row => row.Tally.Calls);

    private Task<IReadOnlyList<AuditEntry>> AuditAsync() => app.Services.GetRequiredService<AuditLog>().FindAsync(new AuditFilter(), 10, cancel: Cancel);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        await aws.DisposeAsync();
    }
}
