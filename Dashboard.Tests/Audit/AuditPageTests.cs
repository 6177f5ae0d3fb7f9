using Bunit;
using Dapper;
using Dashboard.Audit;
using Dashboard.Live;
using Dashboard.Store;
using Dashboard.Tests.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Audit;

public sealed class AuditPageTests : BunitContext
{
    private static readonly Actor Sam = new("demo:on-call", "Sam Okafor");
    private readonly TempDatabase temp = new();

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task It_says_who_did_what_to_which_service_why_and_with_what_outcome()
    {
        var audit = Open();
        await audit.WriteAsync(Sam, "rollback", "production/shop/checkout", "refused", "errors <b>since</b> noon", "The service is on another deployment.", Cancel);

        var row = Render<AuditPage>().Find("tbody tr");

        Assert.Contains("Sam Okafor", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("errors <b>since</b> noon", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("/services/production/shop/checkout", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("refused", row.QuerySelector(".outcome-bad")!.TextContent);
    }

    [Fact]
    public async Task A_new_entry_appears_by_itself()
    {
        var audit = Open();
        await audit.WriteAsync(Sam, "sign-in", null, "accepted", cancel: Cancel);
        var page = Render<AuditPage>();

        await audit.WriteAsync(Sam, "sign-out", null, "accepted", cancel: Cancel);
        time.Advance(TimeSpan.FromMilliseconds(300));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task A_filter_goes_into_the_address_and_into_the_exports()
    {
        var audit = Open();
        await audit.WriteAsync(Sam, "sign-in", null, "accepted", cancel: Cancel);
        var navigation = Services.GetRequiredService<NavigationManager>();

        Render<AuditPage>().Find("input[data-filter]").Change("nobody");
        Assert.EndsWith("/audit?q=nobody", navigation.Uri, StringComparison.Ordinal);
        var page = Render<AuditPage>();

        Assert.Contains("Nothing matches.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("/audit/export.csv?q=nobody", page.FindAll("a[download]")[0].GetAttribute("href"));
    }

    [Fact]
    public void A_malformed_time_is_answered_with_an_example()
    {
        Open();
        Services.GetRequiredService<NavigationManager>().NavigateTo("audit?from=yesterday");

        Assert.Contains("from=2026-01-31T22:00:00Z", Render<AuditPage>().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_database_is_still_shown_and_said_to_be_read_only()
    {
        using (var before = temp.Open(AuditSchema.All))
            await new AuditLog(before, time, new Feed<AuditHead>()).WriteAsync(Sam, "sign-in", null, "accepted", cancel: Cancel);
        temp.MakeReadOnly();
        Open();

        var page = Render<AuditPage>();

        Assert.Contains("it is read-only", page.Find(".note-fault").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public async Task The_chain_is_checked_on_the_page_and_its_head_named()
    {
        var audit = Open();
        var entry = await audit.WriteAsync(Sam, "sign-in", null, "accepted", cancel: Cancel);
        var page = Render<AuditPage>();
        Assert.Empty(page.FindAll("p[role=status]"));

        page.FindAll("button").Single(button => button.TextContent == "Check the chain").Click();

        page.WaitForAssertion(() => Assert.Contains("The chain is whole: 1 entry", page.Find("p[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Contains($"1:{entry.Hash}", page.Find("p[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_while_the_dashboard_runs_is_said_on_the_page()
    {
        var audit = Open();
        await audit.WriteAsync(Sam, "sign-in", null, "accepted", cancel: Cancel);
        await audit.WriteAsync(Sam, "rollback", "production/shop/checkout", "accepted", cancel: Cancel);
        var page = Render<AuditPage>();
        using (var connection = new SqliteConnection($"Data Source={temp.Path}"))
            await connection.ExecuteAsync("DROP TRIGGER audit_no_delete; DROP TRIGGER audit_head_only_forward; DELETE FROM audit WHERE sequence = 2; UPDATE audit_head SET sequence = 1, hash = (SELECT hash FROM audit)");

        page.FindAll("button").Single(button => button.TextContent == "Check the chain").Click();

        page.WaitForAssertion(() => Assert.Contains("broken at entry 2", page.Find("p.note-problem").TextContent, StringComparison.Ordinal));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        temp.Dispose();
    }

    private AuditLog Open()
    {
        Services.AddSingleton<TimeProvider>(time).AddSingleton(temp.Open(AuditSchema.All)).AddSingleton<Feed<AuditHead>>().AddSingleton<Feed<AuditVerdict>>().AddSingleton<AuditLog>().AddSingleton<AuditWatch>();
        return Services.GetRequiredService<AuditLog>();
    }
}
