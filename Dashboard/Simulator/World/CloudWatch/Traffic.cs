namespace Dashboard.Simulator;

/// <summary>How many requests a minute a service gets: a daily curve that peaks in the evening (UTC), weekends of their own, small noise.</summary>
internal static class Traffic
{
    /// <param name="minute">Minutes since the epoch.</param>
    public static double At(SimService service, long minute)
    {
        var day = minute / 1440.0;
        var hour = day % 1 * 24;
        var daily = 0.92 + (0.46 * Math.Cos((hour - 19) * Math.PI / 12)) + (0.14 * Math.Cos((hour - 12.5) * Math.PI / 6));
        var weekday = (minute / 1440 + 4) % 7; // 1970-01-01 was a Thursday.
        var weekly = weekday is 0 or 6 ? service.Spec.Cluster.StartsWith("shop", StringComparison.Ordinal) ? 1.16 : 0.74 : 1;
        var drift = 1 + (0.07 * Math.Sin((minute / 97.0) + (service.Chance % 100))) + (0.05 * Math.Sin((minute / 23.0) + (service.Chance % 41)));
        var noise = 1 + (0.035 * Hash.Bell(Hash.Of(service.Chance, (ulong)minute)));
        return service.Spec.Traffic * Math.Max(0.05, daily * weekly * drift * noise);
    }
}
