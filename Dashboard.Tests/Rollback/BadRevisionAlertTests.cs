using Bunit;
using Dashboard.Audit;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Dashboard.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback;

public sealed class BadRevisionAlertTests : BunitContext, IAsyncLifetime
{
    private readonly Feed<BadRevisionsSnapshot> bad = new();
    private readonly FakeTimeProvider time = new(Make.Noon);
    private RollbackHouse house = null!;

    public async ValueTask InitializeAsync()
    {
        house = await RollbackHouse.StartAsync();
        Services.AddSingleton<TimeProvider>(time).AddDoors().AddSingleton(bad).AddSingleton(house.Get<BadRevisionPardon>());
    }

    [Fact]
    public void Without_a_warning_there_is_nothing()
    {
        bad.Publish(BadRevisionsSnapshot.Empty, Make.Noon);

        Assert.Empty(Alert("on-call").Markup.Trim());
    }

    [Fact]
    public void It_says_aloud_what_is_back_who_left_it_why_and_who_registered_it_and_leads_to_that_rollback()
    {
        bad.Publish(Bad.Snapshot(Bad.Warning()), Make.Noon);

        var alert = Alert("operator").Find("[role=alert]");

        Assert.Equal("v1.4.3 (checkout:43) is deployed again, and it was rolled back from.", alert.QuerySelector("h2")!.TextContent);
        Assert.Contains("Sam Okafor left v1.4.3 checkout:43 for v1.4.2 checkout:42", alert.TextContent, StringComparison.Ordinal);
        Assert.Contains("“errors since v1.4.3”", alert.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(" by Sam", alert.TextContent.Split("Deployed at")[1], StringComparison.Ordinal);
        Assert.Contains("registered by ci-deploy (github)", alert.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/rollbacks/{Bad.WentBack.Id}", alert.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Another_revision_says_by_what_it_was_known_again()
    {
        bad.Publish(Bad.Snapshot(Bad.Warning(45)), Make.Noon);

        var text = Alert("on-call").Find("[role=alert]").TextContent;

        Assert.Contains("v1.4.3 (checkout:45) brings back what was rolled back from.", text, StringComparison.Ordinal);
        Assert.Contains("checkout:45 runs the image of checkout:43.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_appears_by_itself()
    {
        bad.Publish(BadRevisionsSnapshot.Empty, Make.Noon);
        var alert = Alert("on-call");

        bad.Publish(Bad.Snapshot(Bad.Warning()), Make.Noon);
        time.Advance(TimeSpan.FromMilliseconds(300));

        alert.WaitForAssertion(() => Assert.Single(alert.FindAll("[role=alert] h2")));
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("manager")]
    public void Who_may_not_roll_back_is_offered_no_way_to_silence_it(string person)
    {
        bad.Publish(Bad.Snapshot(Bad.Warning()), Make.Noon);

        Assert.Empty(Alert(person).FindAll("form"));
    }

    [Fact]
    public async Task The_on_call_engineer_silences_it_with_a_reason_and_not_without()
    {
        var intent = Bad.WentBack with { Id = Guid.NewGuid() };
        await house.Get<IntentStore>().OpenAsync(intent);
        bad.Publish(Bad.Snapshot(Bad.Warning() with { Bad = BadRevision.Of(intent), Rollbacks = [intent.Id] }), Make.Noon);
        var alert = Alert("on-call");

        await alert.Find("form").SubmitAsync();
        alert.WaitForAssertion(() => Assert.Contains("reason", alert.Find("#pardon-problem").TextContent, StringComparison.Ordinal));
        alert.Find("#pardon-reason").Input("it was the load balancer");
        await alert.Find("form").SubmitAsync();

        var entry = (await house.Get<AuditLog>().FindAsync(new AuditFilter(Action: "bad-revision-forgotten"), 1, cancel: Xunit.TestContext.Current.CancellationToken))[0];
        Assert.Equal(("forgotten", "it was the load balancer"), (entry.Outcome, entry.Reason));
        Assert.Empty(house.Get<Feed<BadRevisionsSnapshot>>().Current.Value!.Remembered);
    }

    public new async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await base.DisposeAsync();
    }

    private IRenderedComponent<BadRevisionAlert> Alert(string person) =>
        Render<BadRevisionAlert>(parameters => parameters.Add(alert => alert.Key, Make.Key()).AddCascadingValue(People.State(person)));
}
