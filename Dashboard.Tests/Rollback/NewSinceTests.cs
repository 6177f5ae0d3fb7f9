using Bunit;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.Rollback;
using Dashboard.Simulator;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Rollback;

public sealed class NewSinceTests : BunitContext
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_exception_that_the_bad_deployment_brought_is_new_and_comes_first_and_what_both_write_is_not()
    {
        await using var house = await RollbackHouse.StartAsync();

        var found = (await house.Get<NewSince>().LookAsync(RollbackHouse.Checkout, Cancel)).Value!;

        Assert.Equal((Make.Ref(revision: 43), Make.Ref(revision: 42), true), (found.Now, found.Before!.Ref, found.Before.IsProven));
        var worst = found.Report!.Templates[0];
        Assert.Equal((SinceKind.New, LogSeverity.Error, 0), (worst.Kind, worst.Level, worst.Before));
        Assert.Contains("System.InvalidOperationException: Currency 'CHF' has no rounding rule", worst.Example, StringComparison.Ordinal);
        Assert.True(worst.Now > 20);
        Assert.InRange(worst.FirstSeenAt, Make.Noon.AddMinutes(-26), Make.Noon.AddMinutes(-10));
        Assert.DoesNotContain(found.Report.Templates, one => one.Kind == SinceKind.New && one != worst);
        Assert.DoesNotContain(found.Report.Templates, one => one.Example.Contains("placed", StringComparison.Ordinal) || one.Example.Contains("Starting", StringComparison.Ordinal) || one.Example.Contains("listening", StringComparison.Ordinal));
        Assert.True(found.Report.Before > 500 && found.Report.Now > 500);
        Assert.False(found.Report.IsCut);
    }

    [Fact]
    public async Task The_link_of_a_template_finds_its_lines()
    {
        await using var house = await RollbackHouse.StartAsync();
        var worst = (await house.Get<NewSince>().LookAsync(RollbackHouse.Checkout, Cancel)).Value!.Report!.Templates[0];

        var asked = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(new Uri("http://dashboard"), worst.LinesUrl).Query);
        var (view, problems) = LogView.Parse(name => asked.TryGetValue(name, out var value) ? value.ToString() : null, name => asked.TryGetValue(name, out var all) ? all : []);
        Assert.Empty(problems);
        var lines = new List<Dashboard.Logs.LogEvent>();
        await foreach (var page in house.Get<LogPager>().SearchAsync(house.Get<LogScopes>().Resolve(view.Services, []).Scopes, view.Range.Resolve(Make.Noon), view.Query, Cancel))
            lines.AddRange(page.Events);

        Assert.InRange(lines.Count, worst.Now, worst.Now * 1.1);
        Assert.All(lines, line => Assert.Contains("has no rounding rule", line.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_is_new_it_is_said_of_how_many_lines()
    {
        await using var house = await RollbackHouse.StartAsync();
        for (var minute = 0; minute < 20; minute++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(1));
            await house.LookAsync();
        }

        var report = (await house.Get<NewSince>().LookAsync(RollbackHouse.Notifications, Cancel)).Value!.Report!;

        Assert.False(report.Question.IsTogether);
        Assert.Empty(report.Templates);
        Assert.True(report.Now > 300 && report.Before > 300);
        Assert.Matches("Nothing new in [0-9,]+ lines of notifications:131 against [0-9,]+ lines of notifications:130.", Panel(house, RollbackHouse.Notifications).Markup);
    }

    [Fact]
    public async Task While_tasks_of_both_run_the_same_minutes_are_compared()
    {
        await using var house = await RollbackHouse.StartAsync();

        var report = (await house.Get<NewSince>().LookAsync(RollbackHouse.Notifications, Cancel)).Value!.Report!;

        Assert.True(report.Question.IsTogether);
        var together = report.Spans[^1];
        Assert.True(together.Now > 0 && together.Before > 0);
        Assert.DoesNotContain(report.Templates, one => one.Kind == SinceKind.New);
    }

    [Fact]
    public async Task A_predecessor_whose_tasks_nobody_saw_is_called_unknown_and_nothing_is_guessed()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Time.Advance(TimeSpan.FromHours(3));
        await house.RestartAsync();
        await house.LookAsync();

        var found = (await house.Get<NewSince>().LookAsync(RollbackHouse.Checkout, Cancel)).Value!;

        Assert.Empty(found.Report!.Templates);
        Assert.True(found.Report.UnknownLines > 0);
        Assert.Contains("Which log streams checkout:42 wrote is not known", found.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_that_were_seen_once_are_known_after_a_restart()
    {
        await using var house = await RollbackHouse.StartAsync();
        await house.Get<TaskRevisions>().RunAsync(Cancel);
        house.Time.Advance(TimeSpan.FromHours(3));
        await house.RestartAsync();
        await house.LookAsync();

        var found = (await house.Get<NewSince>().LookAsync(RollbackHouse.Checkout, Cancel)).Value!;

        Assert.Contains("has no rounding rule", found.Report!.Templates[0].Example, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_CloudWatch_is_shown_as_such()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault("logs:FilterLogEvents", InjectedFault.Denied));

        var reading = await house.Get<NewSince>().LookAsync(RollbackHouse.Checkout, Cancel);

        Assert.Null(reading.Value);
        Assert.Equal(FaultKind.Denied, reading.Fault!.Kind);
    }

    [Fact]
    public async Task Reading_stops_at_the_bound_and_says_so()
    {
        await using var house = await RollbackHouse.StartAsync(settings: new Dictionary<string, string?> { ["Logs:NewSinceLines"] = "500" });

        var report = (await house.Get<NewSince>().LookAsync(RollbackHouse.Checkout, Cancel)).Value!.Report!;

        Assert.True(report.Spans.Any(span => span.IsCut) || report.Spans.All(span => span.Before + span.Now <= 10_000));
        Assert.All(report.Spans.Where(span => span.IsCut), span => Assert.True(span.Span.Length < TimeSpan.FromMinutes(60)));
    }

    [Fact]
    public async Task Everybody_shares_one_comparison_that_ends_when_nobody_looks()
    {
        await using var house = await RollbackHouse.StartAsync();
        var since = house.Get<NewSince>();

        var one = since.Hold(RollbackHouse.Checkout);
        var other = since.Hold(RollbackHouse.Checkout);
        await since.Of(RollbackHouse.Checkout).FirstAnswer.WaitAsync(Cancel);
        Assert.Equal(1, since.Polls);
        one.Dispose();
        other.Dispose();
        house.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(0, since.Polls);
    }

    [Fact]
    public async Task The_panel_shows_the_new_exception_its_counts_and_what_was_compared()
    {
        await using var house = await RollbackHouse.StartAsync();
        await house.Get<NewSince>().LookAsync(RollbackHouse.Checkout, Cancel);

        var panel = Panel(house, RollbackHouse.Checkout);

        Assert.Equal("New since revision 42", panel.Find("h2").TextContent);
        var worst = panel.Find("ol li");
        Assert.Contains("ERROR", worst.TextContent, StringComparison.Ordinal);
        Assert.Contains("Currency 'CHF' has no rounding rule", worst.TextContent, StringComparison.Ordinal);
        Assert.Contains("lines of 43, none of 42", worst.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/logs?service=production%2Fshop%2Fcheckout&q=", worst.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("Compared by how each began and by the end of each", panel.Find("details summary").TextContent, StringComparison.Ordinal);
        Assert.Contains("which is proposed to go back to", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_panel_says_why_there_is_nothing_to_compare_with()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Time.Advance(TimeSpan.FromHours(3));
        await house.RestartAsync();
        await house.LookAsync();
        await house.Get<NewSince>().LookAsync(RollbackHouse.Checkout, Cancel);

        Assert.Contains("Which log streams checkout:42 wrote is not known", Panel(house, RollbackHouse.Checkout).Find(".note").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<NewSincePanel> Panel(RollbackHouse house, ServiceKey key)
    {
        Services.AddSingleton<TimeProvider>(house.Time).AddSingleton(house.Get<NewSince>());
        SetRendererInfo(new RendererInfo("Server", isInteractive: false));
        return Render<NewSincePanel>(parameters => parameters.Add(panel => panel.Key, key));
    }
}
