using System.Diagnostics.Metrics;

namespace Dashboard.Live;

/// <summary>What the dashboard measures of its own speed, for OpenTelemetry and for <see cref="Instruments"/>.</summary>
public static class LiveMeter
{
    public const string Name = "Dashboard.Live";

    /// <summary>The framework's own: circuits open and connected, and what drawing costs.</summary>
    public const string Circuits = "Microsoft.AspNetCore.Components.Server.Circuits", Drawing = "Microsoft.AspNetCore.Components.Lifecycle";

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> ToScreen = Meter.CreateHistogram<double>("live.change_to_screen.duration", "s", "From a change to the browser's word that it has drawn it");
    internal static readonly Histogram<double> Rounds = Meter.CreateHistogram<double>("live.poll.duration", "s", "One round of a poll");
}
