namespace Dashboard.Simulator;

/// <summary>What one minute of one service was like: everything that its metrics and logs of that minute are drawn from.</summary>
internal readonly struct MinuteOf
{
    private readonly SimService service;
    private readonly long minute;
    private readonly ServingTimeline serving;
    private readonly ServingTimeline.Span span;

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
    public int Running => Tasks(task => task.RunsAt);

    public int Pending => Tasks(task => task.PendsAt);

    public int Desired => service.DesiredAt(Middle);

    /// <summary>Requests that reached a target; none when no target is healthy.</summary>
    public double Requests => Serving == 0 ? 0 : Offered - LoadBalancerErrors;

    /// <summary>Share of failing requests, 0 to 1.</summary>
    public double ErrorShare => Math.Min(1, (service.Spec.ErrorRate * Math.Exp(0.35 * Hash.Bell(Draw(1)))) + (span.MoreErrors * (1 + (0.07 * Hash.Bell(Draw(2))))));

    public double TargetErrors => Drawn(Requests * ErrorShare, 3);

    public double ClientErrors => Drawn(Requests * 0.012 * (1 + (0.3 * Hash.Bell(Draw(4)))), 5);

    public double Redirects => Drawn(Requests * 0.02 * (1 + (0.25 * Hash.Bell(Draw(11)))), 12);

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

    public double CpuReserved => Serving * service.Spec.CpuUnits;

    public double MemoryReserved => Serving * service.Spec.MemoryMiB;

    /// <summary>Bytes a second, the mean of the tasks.</summary>
    public double Received => (900 + (Offered * 1100 / 60 / Serving)) * (1 + (0.06 * Hash.Bell(Draw(13))));

    public double Sent => (1200 + (Requests * 7400 / 60 / Serving)) * (1 + (0.06 * Hash.Bell(Draw(14))));

    /// <summary>Bytes since a task's start, the mean of the tasks.</summary>
    public double Read => 4096 * Math.Floor(700 + (0.4 * SecondsRun));

    public double Written => 4096 * Math.Floor(60 + ((0.6 + (service.Spec.Traffic / service.Spec.Desired / 90)) * SecondsRun));

    public int ServingIn(string zone)
    {
        var spec = service.Spec;
        return span.Tasks.Count(task => TaskView.Zone(spec, task) == zone);
    }

    /// <summary>Percent of what one task reserves; NaN while it does not run.</summary>
    public double CpuOf(string task)
    {
        var at = Middle;
        return serving.Tasks.Any(one => one.Id == task && one.RunsAt(at)) ? Math.Clamp(Cpu * (1 + (0.12 * Hash.Bell(Hash.Of(service.Chance, task))) + (0.05 * Hash.Bell(Hash.Of(Draw(17), task)))), 0.3, 100) : double.NaN;
    }

    private double SecondsRun
    {
        get
        {
            var at = Middle;
            return serving.Tasks.Where(task => task.RunsAt(at)).Select(task => (at - task.RunningAt).TotalSeconds).DefaultIfEmpty().Average();
        }
    }

    private DateTimeOffset Middle => DateTimeOffset.FromUnixTimeMilliseconds((minute * 60_000) + 30_000);

    private int Tasks(Func<SimTask, Func<DateTimeOffset, bool>> test)
    {
        var at = Middle;
        return serving.Tasks.Count(task => test(task)(at));
    }

    private ulong Draw(ulong what) => Hash.Of(service.Chance, (ulong)minute, what);

    /// <summary>A whole number whose mean is <paramref name="mean"/>.</summary>
    private double Drawn(double mean, ulong what) => Math.Max(0, Math.Floor(mean + (0.5 * Math.Sqrt(mean) * Hash.Bell(Draw(what))) + Hash.Unit(Draw(what + 100))));
}
