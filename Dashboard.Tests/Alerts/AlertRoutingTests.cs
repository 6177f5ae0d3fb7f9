using System.Globalization;
using Dashboard.Alerts;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Alerts;

public sealed class AlertRoutingTests
{
    [Theory]
    [InlineData("production/shop/checkout", IncidentKind.Health, AlertSeverity.Warning, "all,shop")]
    [InlineData("production/shop/checkout", IncidentKind.Health, AlertSeverity.Critical, "all,shop,pager")]
    [InlineData("production/platform/auth", IncidentKind.Health, AlertSeverity.Critical, "all,pager")]
    [InlineData("staging/shop/checkout", IncidentKind.Health, AlertSeverity.Critical, "all")]
    [InlineData("production", IncidentKind.Unread, AlertSeverity.Critical, "all,shop,pager")]
    [InlineData("staging", IncidentKind.Alarms, AlertSeverity.Warning, "all")]
    public void An_incident_goes_where_its_service_and_severity_fit(string subject, IncidentKind kind, AlertSeverity severity, string destinations)
    {
        var options = new AlertsOptions
        {
            Destinations = { new DestinationOptions { Name = "all" }, new DestinationOptions { Name = "shop" }, new DestinationOptions { Name = "pager" } },
            Routes =
            {
                new RouteOptions { Services = "production/*/*", Severity = AlertSeverity.Critical, Destinations = { "pager", "all" } },
                new RouteOptions { Services = "production/shop/*", Destinations = { "shop" } },
                new RouteOptions { Destinations = { "all" } },
            },
        };
        var incident = new Incident(Guid.NewGuid(), new IncidentKey(subject, kind), severity, [], Make.Noon, Make.Noon);

        Assert.Equal(destinations, string.Join(',', new AlertRouting(Options.Create(options)).For(incident, Make.Noon)));
    }

    // 30 January 2026 is a Friday; Berlin is an hour ahead of UTC then, and two in July.
    [Theory]
    [InlineData("08:00-18:00", "Mon-Fri", "2026-01-30T07:00Z", true)]
    [InlineData("08:00-18:00", "Mon-Fri", "2026-01-30T06:59Z", false)]
    [InlineData("08:00-18:00", "Mon-Fri", "2026-01-30T17:00Z", false)]
    [InlineData("08:00-18:00", "Mon-Fri", "2026-01-31T12:00Z", false)]
    [InlineData("08:00-18:00", "Mon-Fri", "2026-07-31T06:00Z", true)]
    [InlineData("22:00-06:00", "Fri", "2026-01-30T22:00Z", true)]
    [InlineData("22:00-06:00", "Fri", "2026-01-31T04:59Z", true)]
    [InlineData("22:00-06:00", "Fri", "2026-01-31T05:00Z", false)]
    [InlineData("22:00-06:00", "Fri", "2026-01-30T04:00Z", false)]
    [InlineData("18:00-24:00", null, "2026-01-30T22:59Z", true)]
    [InlineData("18:00-24:00", null, "2026-01-30T23:00Z", false)]
    [InlineData(null, "Sat-Mon", "2026-02-01T12:00Z", true)]
    [InlineData(null, "Sat-Mon", "2026-02-03T12:00Z", false)]
    [InlineData(null, null, "2026-02-03T12:00Z", true)]
    public void A_night_belongs_to_the_day_on_which_it_begins(string? hours, string? days, string at, bool holds) =>
        Assert.Equal(holds, AlertHours.Parse(new RouteOptions { Hours = hours, Days = days, TimeZone = "Europe/Berlin" })!.Holds(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)));
}
