namespace Dashboard.Simulator;

/// <summary>What one minute of one service was like: everything that its metrics and logs of that minute are drawn from.</summary>
internal readonly struct MinuteOf
{
    private readonly SimService service;
    private readonly long minute;
    private readonly ServingTimeline.Span span;
    private readonly ServingTimeline serving;

    /// <param name="minute">Minutes since the epoch.</param>
    public MinuteOf(SimService service, ServingTimeline serving, long minute)
    {
        this.service = service;
        this.minute = minute;
        this.serving = serving;
        span = serving.At((minute * 60_000) + 30_000);
        Offered = Math.Round(Traffic.At(service, minute));
    }

    /// <summary>Requests that reached the load balancer.</summary>
    public double Offered { get; }

    public int Serving => span.Tasks.Length;

    /// <summary>Tasks in RUNNING in the middle of the minute, those included that are not healthy yet.</summary>
    public int Running
    {
        get
        {
            var at = DateTimeOffset.FromUnixTimeSeconds((minute * 60) + 30);
            return serving.Tasks.Count(task => task.RunsAt(at));
        }
    }

    /// <summary>As it is now; what was desired before is not kept.</summary>
    public int Desired => service.DesiredCount;

    /// <summary>Requests that reached a target; none when no target is healthy.</summary>
    public double Requests => Serving == 0 ? 0 : Offered - LoadBalancerErrors;

    /// <summary>Share of failing requests, 0 to 1.</summary>
    public double ErrorShare => Math.Min(1, (service.Spec.ErrorRate * Math.Exp(0.35 * Hash.Bell(Draw(1)))) + (span.MoreErrors * (1 + (0.07 * Hash.Bell(Draw(2))))));

    public double TargetErrors => Drawn(Requests * ErrorShare, 3);

    public double ClientErrors => Drawn(Requests * 0.012 * (1 + (0.3 * Hash.Bell(Draw(4)))), 5);

    /// <summary>The load balancer's own 5xx: all of it without healthy targets, else a rare one.</summary>
    public double LoadBalancerErrors => Serving == 0 ? Offered : Hash.Unit(Draw(6)) < 0.01 ? 1 + (Draw(6) % 2) : 0;

    /// <summary>Load per serving task, 1 when the service's usual count serves its average traffic.</summary>
    private double Load => Serving == 0 ? 0 : Offered / service.Spec.Traffic * service.Spec.Desired / Serving;

    /// <summary>Of the log-normal response times, milliseconds.</summary>
    public double MedianMs => service.Spec.MedianMs * span.Latency * (0.82 + (0.18 * Load * Load)) * (1 + (0.05 * Hash.Bell(Draw(7))));

    public double Spread => service.Spec.Spread * (1 + (0.04 * Hash.Bell(Draw(8))));

    /// <summary>Percent of what is reserved.</summary>
    public double Cpu => Math.Clamp((4 + ((service.Spec.Cpu - 4) * Load * span.Cpu)) * (1 + (0.04 * Hash.Bell(Draw(9)))), 0.5, 100);

    public double Memory => Math.Clamp(service.Spec.Memory * span.Memory * (0.98 + (0.04 * Load)) * (1 + (0.006 * Hash.Bell(Draw(10)))), 1, 99.6);

    private ulong Draw(ulong what) => Hash.Of(service.Chance, (ulong)minute, what);

    /// <summary>A whole number whose mean is <paramref name="mean"/>.</summary>
    private double Drawn(double mean, ulong what) => Math.Max(0, Math.Floor(mean + (0.5 * Math.Sqrt(mean) * Hash.Bell(Draw(what))) + Hash.Unit(Draw(what + 100))));
}
