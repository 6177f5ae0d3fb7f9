namespace Dashboard.Metrics.Changes;

/// <summary>Where a series left its level for good, or for five points at least: shorter excursions are spikes and no change.</summary>
/// <param name="Row">Zero-based; the first row of the new level, or the one where a ramp towards it begins.</param>
/// <param name="Probability">0 to 1, see <see cref="ChangeOdds"/>.</param>
/// <param name="Before">The level before, in the unit of the series (0 to 1 for errors of requests); the day's cycle is left out of it.</param>
/// <param name="After">The level after.</param>
public sealed record ChangePoint(int Row, DateTimeOffset At, double Probability, double Before, double After);

/// <summary>A point of a series of values.</summary>
/// <param name="Value">Null where there is no datapoint; that is never a zero.</param>
public readonly record struct ObservedValue(DateTimeOffset At, double? Value);

/// <summary>A minute, or any other period, of requests and those of them that failed.</summary>
/// <param name="Errors">Null in a period with requests counts as zero, since CloudWatch publishes no datapoint for a count of zero.</param>
/// <param name="Requests">Null or zero where there is nothing to judge.</param>
public readonly record struct ObservedErrors(DateTimeOffset At, double? Errors, double? Requests);
