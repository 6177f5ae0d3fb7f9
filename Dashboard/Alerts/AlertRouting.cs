using System.Text.RegularExpressions;
using Dashboard.Fleet;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>Which destinations an incident concerns at a moment.</summary>
internal sealed class AlertRouting(IOptions<AlertsOptions> options)
{
    private readonly Route[] routes = [.. options.Value.Routes.Select(route => new Route(route))];

    /// <summary>Names of destinations, in the order of the configuration.</summary>
    public IReadOnlyList<string> For(Incident incident, DateTimeOffset now)
    {
        var fitting = routes.Where(route => route.Fits(incident, now)).SelectMany(route => route.Destinations).ToHashSet();
        return [.. options.Value.Destinations.Select(destination => destination.Name).Where(fitting.Contains)];
    }

    private sealed class Route(RouteOptions route)
    {
        private readonly AlertHours hours = AlertHours.Parse(route) ?? throw new InvalidOperationException("The options were not validated.");
        private readonly Regex[] parts = [.. route.Services.Split('/').Select(part => new Regex(@"\A" + Regex.Escape(part).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + @"\z", RegexOptions.NonBacktracking))];

        public IEnumerable<string> Destinations => route.Destinations;

        public bool Fits(Incident incident, DateTimeOffset now) => incident.Severity >= route.Severity && Names(incident.Key) && hours.Holds(now);

        // Whoever answers for any service of a target wants to know that it is not being read.
        private bool Names(IncidentKey key) => parts[0].IsMatch(key.Target)
            && (key.Service is not { } service || (parts[1].IsMatch(service.Cluster) && parts[2].IsMatch(service.Service)));
    }
}
