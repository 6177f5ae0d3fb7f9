namespace Dashboard.Metrics.Changes;

/// <summary>When the points of a series were, ascending; what is missing between them is a gap.</summary>
public sealed class Timeline
{
    public Timeline(IReadOnlyList<DateTimeOffset> at)
    {
        Days = [.. at.Select(instant => (instant - at[0]).TotalDays)];
        double[] steps = [.. Days.Skip(1).Zip(Days, (later, earlier) => later - earlier).Where(step => step > 0).Order()];
        Period = steps.Length > 0 ? steps[steps.Length / 2] : 1;
        Gaps = [.. Days.Select((day, index) => index == 0 ? 1 : (int)Math.Clamp(Math.Round((day - Days[index - 1]) / Period), 1, 1000))];
    }

    private Timeline(double[] days, double period)
    {
        (Days, Period) = (days, period);
        Gaps = [.. days.Select((day, index) => index == 0 ? 1 : (int)Math.Clamp(Math.Round((day - days[index - 1]) / period), 1, 1000))];
    }

    /// <summary>Every so many points one, in their middle.</summary>
    public Timeline Thin(int stride) => new(Thin(Days, stride), Period * stride);

    /// <summary>The means of so many values each; what is left at the end is left out.</summary>
    public static double[] Thin(double[] values, int stride)
    {
        var thin = new double[values.Length / stride];
        for (var index = 0; index < thin.Length * stride; index++)
            thin[index / stride] += values[index] / stride;
        return thin;
    }

    /// <summary>Since the first point.</summary>
    public double[] Days { get; }

    /// <summary>The usual distance of two points, in days.</summary>
    public double Period { get; }

    /// <summary>Periods since the point before, 1 or more.</summary>
    public int[] Gaps { get; }

    public int Count => Days.Length;
    public double Span => Days.Length > 0 ? Days[^1] + Period : 0;
}
