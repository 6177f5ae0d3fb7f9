using System.Collections.Immutable;
using System.Globalization;

namespace Dashboard.Ui;

/// <param name="Percent">Distance from the left edge, 0 to 100.</param>
/// <param name="IsEven">Every second one on the clock, whichever comes first: a narrow chart leaves it out.</param>
public sealed record TimeTick(DateTimeOffset At, double Percent, string Label, bool IsEven);

/// <summary>Round instants of the viewer's clock along a chart.</summary>
public static class TimeTicks
{
    private const int Most = 7;
    private static readonly TimeSpan[] Steps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 7, 14, 28, 91 }.Select(days => TimeSpan.FromDays(days)),
    ];

    public static ImmutableArray<TimeTick> For(TimeSpanUtc span, TimeZoneInfo zone)
    {
        var step = Steps.FirstOrDefault(step => span.Length / step <= Most, Steps[^1]);
        var ticks = ImmutableArray.CreateBuilder<TimeTick>();
        var clock = TimeZoneInfo.ConvertTime(span.From, zone).Date;
        for (; ticks.Count <= 4 * Most; clock += step)
        {
            // An hour that the change to summer time skips has no instant.
            if (zone.IsInvalidTime(clock))
                continue;
            var at = new DateTimeOffset(clock, zone.GetUtcOffset(clock)).ToUniversalTime();
            if (at >= span.To)
                break;
            if (at >= span.From)
                ticks.Add(new TimeTick(at, Percent(span, at), Label(clock, step), clock.Ticks / step.Ticks % 2 == 1));
        }

        return ticks.ToImmutable();
    }

    public static double Percent(TimeSpanUtc span, DateTimeOffset at) => 100 * ((at - span.From) / span.Length);

    private static string Label(DateTime clock, TimeSpan step) =>
        clock.ToString(step >= TimeSpan.FromDays(1) || clock.TimeOfDay == TimeSpan.Zero ? "d MMM" : "HH:mm", CultureInfo.InvariantCulture);
}
