namespace Dashboard.Metrics.Changes;

/// <summary>
/// The scale on which the noise of values is most alike at every level: as they are, their square root (counts) or their logarithm
/// (latencies), by the likelihood of Box and Cox (JRSS B 26, 1964) of the differences of neighbours. None depends on the unit.
/// </summary>
public sealed record PowerTransform(double Power)
{
    /// <summary>Twice the logarithm of the likelihood by which a scale other than that of the values has to be better, per point.</summary>
    private const double Margin = 0.02;

    public static PowerTransform For(double[] values)
    {
        if (values.Any(value => value < 0) || values.All(value => value == 0))
            return new(1);
        double[] powers = values.Any(value => value == 0) ? [1, 0.5] : [1, 0.5, 0];
        return powers.Select(power => new PowerTransform(power)).MinBy(transform => transform.Misfit(values) + (transform.Power < 1 ? Margin : 0))!;
    }

    public double Apply(double value) => Power switch { 0 => Math.Log(value), 0.5 => Math.Sqrt(value), _ => value };

    public double Undo(double value) => Power switch { 0 => Math.Exp(value), 0.5 => Math.Max(0, value) * Math.Max(0, value), _ => value };

    /// <summary>What the scale itself adds to minus twice the logarithm of the likelihood of the values.</summary>
    public double Stretch(double[] values) =>
        Power == 1 ? 0 : 2 * values.Sum(value => (1 - Power) * Math.Log(Math.Max(value, double.Epsilon)) - Math.Log(Power == 0 ? 1 : Power));

    private double Misfit(double[] values)
    {
        var typical = values.Zip(values.Skip(1), (before, after) => Math.Abs(Apply(after) - Apply(before))).Average();
        double[] above = [.. values.Where(value => value > 0)];
        return 2 * Math.Log(typical) + Stretch(above) / above.Length;
    }
}
