using Bunit;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Deployments;

public sealed class DeploymentHistoryPanelTests : BunitContext
{
    public DeploymentHistoryPanelTests()
    {
        var (deployments, fleet) = (new Feed<DeploymentsSnapshot>(), new Feed<FleetSnapshot>());
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Make.Noon)).AddSingleton(deployments).AddSingleton(fleet);
        deployments.Publish(Make.Deployments(Make.History(Make.Key(), Make.Deployment(), Make.Deployment(revision: 42))), Make.Noon);
        fleet.Publish(Make.Snapshot(Make.Service()), Make.Noon);
    }

    private IRenderedComponent<DeploymentHistoryPanel> Show(bool mayRollBack) =>
        Render<DeploymentHistoryPanel>(parameters => parameters.Add(panel => panel.Key, Make.Key()).Add(panel => panel.MayRollBack, mayRollBack));

    [Fact]
    public void Each_earlier_version_leads_to_its_rollback_for_who_may_do_it()
    {
        Assert.StartsWith("/services/production/shop/checkout/rollback?to=checkout", Assert.Single(Show(mayRollBack: true).FindAll("td.act a")).GetAttribute("href"), StringComparison.Ordinal);
        Assert.Empty(Show(mayRollBack: false).FindAll("td a"));
    }

    [Fact]
    public void As_a_card_every_value_has_its_label() =>
        Assert.Equal(["Started", "Took", "Registered by", "Failures"], Show(mayRollBack: true).Find(".cards tbody tr").QuerySelectorAll("[data-label]").Select(cell => cell.GetAttribute("data-label")));
}
