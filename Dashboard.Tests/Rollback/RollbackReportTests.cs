using System.Collections.Immutable;
using System.Net;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;
using Dashboard.Tests.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Rollback;

public sealed class RollbackReportTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private static readonly Uri Site = new("https://ops.example/");
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static RollbackIntent Verified => Intents.SteadyAt(Intents.Noon.AddMinutes(3)) with
    {
        State = IntentState.Verified,
        ClosedAt = Intents.Noon.AddMinutes(9),
        Verdict = "Verified: error rate 0.3 % (was 12.1 %).",
        AfterPercent = 0.3,
        Facts = RollbackFacts.None with
        {
            DetectedAt = Intents.Noon.AddMinutes(-24),
            MitigatedAt = Intents.Noon.AddMinutes(5),
            FailedRequests = 4212.4,
            Changes = [new RevisionChange("checkout", "image", "changed", "checkout:v1.4.3", "checkout:v1.4.2"), new RevisionChange("checkout", "environment LOG_LEVEL", "changed", null, null)],
            Preflight = [new("Images", PreflightResult.Pass, "Present."), new("Deployment alarms", PreflightResult.Warn, "Already in ALARM.")],
            Evidence = ["Three minutes in a row."],
        },
    };

    private static readonly ImmutableArray<RollbackEvent> Timeline = [new(Intents.Noon, "Sam Okafor asked."), new(Intents.Noon.AddMinutes(3), "Steady.")];

    [Fact]
    public void It_says_who_and_why_how_long_it_lasted_what_it_cost_and_what_the_verdict_rests_on()
    {
        var report = RollbackReport.Of(Verified, Timeline);

        Assert.Equal("Rollback of checkout from v1.4.3 to v1.4.2", report.Title);
        Assert.Equal("VERIFIED", report.Outcome);
        Assert.Equal(Following.NextStep(IntentState.Verified), report.Next);
        Assert.Equal("Sam Okafor", Text(report, "Who"));
        Assert.Equal("29 min", Text(report, "From detection to mitigation"));
        Assert.Equal("about 4,212", Text(report, "Failed requests meanwhile"));
        Assert.Equal("0.3 % before that deployment, 12.1 % before the rollback, 0.3 % after it", Text(report, "Error rate"));
        Assert.Equal(["warns", "passes"], report.Tables.Single(table => table.Title.StartsWith("Pre-flight", StringComparison.Ordinal)).Rows.Select(row => row[0]));
        Assert.Equal(["Three minutes in a row."], report.Tables.Single(table => table.Columns[0] == "Evidence").Rows.Select(row => row[0]));
        Assert.Equal("2026-01-31 12:00:00Z", report.Tables[0].Rows[0][0]);
    }

    [Theory]
    [InlineData(IntentState.NotRecovered, "NOT RECOVERED", true)]
    [InlineData(IntentState.RevertedByEcs, "REVERTED BY ECS", true)]
    [InlineData(IntentState.TimedOut, "TIMED OUT", true)]
    [InlineData(IntentState.Accepted, "UNDER WAY", false)]
    public void Every_outcome_has_its_words_and_what_to_do_next(IntentState state, string words, bool hasNext)
    {
        var report = RollbackReport.Of(Intents.Accepted with { State = state, Verdict = state == IntentState.Accepted ? null : "Because." }, []);

        Assert.Equal(words, report.Outcome);
        Assert.Equal(hasNext, report.Next is not null);
    }

    [Fact]
    public void What_is_not_known_is_said_and_never_a_zero()
    {
        var report = RollbackReport.Of(Intents.Accepted with { BeforePercent = null, HealthyPercent = null }, []);

        Assert.Equal("Counted once it is mitigated.", Text(report, "Failed requests meanwhile"));
        Assert.Equal("Not yet.", Text(report, "Mitigated"));
        Assert.DoesNotContain(report.Facts, fact => fact.Name == "From detection to mitigation");
        Assert.Contains("not measured before that deployment", Text(report, "Error rate"), StringComparison.Ordinal);
        Assert.All(report.Tables, table => Assert.NotEmpty(table.Otherwise));
    }

    [Theory]
    [InlineData("https://github.com/example/shop/actions/runs/7", true)]
    [InlineData("http://github.com/example/shop", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/relative", false)]
    public void Only_an_https_address_of_a_run_becomes_a_link(string url, bool linked) =>
        Assert.Equal(linked, RollbackReport.Of(Verified with { Facts = Verified.Facts with { WorkflowRunUrl = url } }, []).Facts.Any(fact => fact.Name == "Workflow run"));

    [Fact]
    public void The_Markdown_says_the_same_as_the_page()
    {
        var report = RollbackReport.Of(Verified, Timeline);

        var text = ReportMarkdown.Write(report, Site);

        Assert.StartsWith("# Rollback of checkout from v1.4.3 to v1.4.2\n\n**VERIFIED.** Error rate 0.3 % (was 12.1 %).\n", text, StringComparison.Ordinal);
        Assert.Contains("- **Service:** [production/shop/checkout](<https://ops.example/services/production/shop/checkout>)\n", text, StringComparison.Ordinal);
        Assert.Contains("\n## Timeline\n\n| At | What |\n| --- | --- |\n| 20", text, StringComparison.Ordinal);
        Assert.Contains("| checkout | image | changed | checkout:v1.4.3 | checkout:v1.4.2 |", text, StringComparison.Ordinal);
        Assert.Contains(@"| checkout | environment LOG\_LEVEL | changed | never shown | never shown |", text, StringComparison.Ordinal);
        foreach (var cell in report.Facts.Select(fact => fact.Text).Concat(report.Tables.SelectMany(table => table.Rows).SelectMany(row => row)))
            Assert.Contains(ReportMarkdown.Escape(cell), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", @"\<img src=x onerror=alert(1)\>")]
    [InlineData("[a](https://evil.example)", @"\[a\](https:\/\/evil.example)")]
    [InlineData("see http://evil.example or www.evil.example", @"see http:\/\/evil.example or www\.evil.example")]
    [InlineData("a | b `c` *d* _e_ ~f~", @"a \| b \`c\` \*d\* \_e\_ \~f\~")]
    [InlineData("back\\slash &amp; ![x]", @"back\\slash \&amp; \!\[x\]")]
    [InlineData("ask @sam about #12", "ask @\u2060sam about #\u206012")]
    [InlineData("two\nlines\r\n# head", "two lines #\u2060 head")]
    [InlineData("mirror \u202Ered\u0007", "mirror red")]
    public void What_people_and_AWS_wrote_stays_text(string written, string escaped) => Assert.Equal(escaped, ReportMarkdown.Escape(written));

    [Fact]
    public async Task Any_signed_in_person_gets_the_page_and_the_Markdown_at_one_address_each()
    {
        var intent = await StoredAsync();
        var client = await dashboard.SignedInAsync("operator", Cancel);

        var page = await client.SendAsync(RunningDashboard.Page($"/rollbacks/{intent.Id}"), Cancel);
        var markdown = await client.GetAsync($"/rollbacks/{intent.Id}.md", Cancel);

        var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Rollback of checkout from v1.4.3 to v1.4.2", html, StringComparison.Ordinal);
        Assert.Contains("<b>broken</b> | since", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>broken</b>", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("text/markdown; charset=utf-8", markdown.Content.Headers.ContentType?.ToString());
        Assert.Null(markdown.Content.Headers.ContentDisposition);
        Assert.Contains(@"- **Reason:** \<b\>broken\</b\> \| since v1.4.3", await markdown.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000001")]
    [InlineData("not-an-id")]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("{00000000-0000-0000-0000-000000000001}")]
    public async Task An_unknown_or_malformed_id_is_not_found_and_says_so(string id)
    {
        var client = await dashboard.SignedInAsync("manager", Cancel);

        var page = await client.SendAsync(RunningDashboard.Page($"/rollbacks/{id}"), Cancel);
        var markdown = await client.GetAsync($"/rollbacks/{id}.md", Cancel);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, markdown.StatusCode));
        Assert.Contains("There is no rollback with this id", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("There is no rollback with this id.", await markdown.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_stranger_gets_neither()
    {
        var intent = await StoredAsync();

        Assert.Equal(HttpStatusCode.Redirect, (await dashboard.Stranger().SendAsync(RunningDashboard.Page($"/rollbacks/{intent.Id}"), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await dashboard.Stranger().GetAsync($"/rollbacks/{intent.Id}.md", Cancel)).StatusCode);
    }

    private async Task<RollbackIntent> StoredAsync()
    {
        var intent = Verified with { Id = Guid.NewGuid(), Key = new ServiceKey("production", "shop", "checkout"), Reason = "<b>broken</b> | since v1.4.3" };
        Assert.Null(await dashboard.Services.GetRequiredService<IntentStore>().OpenAsync(intent));
        return intent;
    }

    private static string Text(RollbackReport report, string fact) => report.Facts.Single(one => one.Name == fact).Text;
}
