using Dashboard.Metrics.Changes;

namespace Dashboard.Tests.Bench.Verdicts;

/// <summary>A generated series of minutes and the rows at which it truly changed.</summary>
internal sealed record LabelledSeries(ObservedValue[] Values, ObservedErrors[] Errors, int[] Changes)
{
    public const int Day = 1440, Minutes = 2 * Day;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public int Count => Math.Max(Values.Length, Errors.Length);

    /// <summary>The series as one number a minute, as methods that know nothing of requests see it.</summary>
    public double?[] Numbers => Values.Length > 0
        ? [.. Values.Select(value => value.Value)]
        : [.. Errors.Select(minute => minute.Requests > 0 ? minute.Errors / minute.Requests : null)];

    public static LabelledSeries OfValues(Func<int, double> value, params int[] changes) =>
        new([.. Enumerable.Range(0, Minutes).Select(minute => new ObservedValue(Start.AddMinutes(minute), value(minute)))], [], changes);

    public static LabelledSeries OfErrors(Func<int, (int Errors, int Requests)> count, params int[] changes) =>
        new([], [.. Enumerable.Range(0, Minutes).Select(minute => (At: Start.AddMinutes(minute), Is: count(minute))).Select(minute => new ObservedErrors(minute.At, minute.Is.Errors, minute.Is.Requests))], changes);

    /// <summary>The first minutes only.</summary>
    public LabelledSeries Until(int count) => this with { Values = [.. Values.Take(count)], Errors = [.. Errors.Take(count)] };

    public LabelledSeries Without(Func<int, bool> missing) => this with
    {
        Values = [.. Values.Select((value, minute) => missing(minute) ? value with { Value = null } : value)],
        Errors = [.. Errors.Select((value, minute) => missing(minute) ? value with { Errors = null, Requests = null } : value)],
    };
}
