using Dashboard.Fleet;

namespace Dashboard.Alarms;

/// <summary>The thresholds of the standard alarms, for every service and for single ones.</summary>
public sealed class AlarmsOptions
{
    /// <summary>Average CPUUtilization above this is too much, percent of what the tasks reserve.</summary>
    public double CpuPercent { get; set; } = 80;

    /// <summary>For so many one-minute periods, all of them.</summary>
    public int CpuMinutes { get; set; } = 5;

    /// <summary>More than this share of the requests failing with 5xx is too much, percent.</summary>
    public double ErrorPercent { get; set; } = 5;
    public int ErrorMinutes { get; set; } = 5;

    /// <summary>Requests a minute below which a rate says nothing.</summary>
    public int MinimumRequests { get; set; } = 20;

    /// <summary>Fewer tasks running than desired for so many minutes, where Container Insights counts them.</summary>
    public int BelowDesiredMinutes { get; set; } = 10;

    /// <summary>ARNs that new alarms notify, as SNS topics; none for alarms that only the dashboard shows.</summary>
    public List<string> Actions { get; set; } = [];

    /// <summary>Other values for single services; the first whose pattern fits counts.</summary>
    public List<ServiceAlarmsOptions> Services { get; set; } = [];

    /// <summary>What holds for one service.</summary>
    public ServiceThresholds Of(ServiceKey key)
    {
        var own = Services.FirstOrDefault(entry => entry.Fits(key));
        return new(own?.CpuPercent ?? CpuPercent, own?.CpuMinutes ?? CpuMinutes, own?.ErrorPercent ?? ErrorPercent, own?.ErrorMinutes ?? ErrorMinutes,
            own?.MinimumRequests ?? MinimumRequests, own?.BelowDesiredMinutes ?? BelowDesiredMinutes, own is { Actions.Count: > 0 } ? own.Actions : Actions);
    }
}

/// <summary>What a service has of its own; null where the general value holds.</summary>
public sealed class ServiceAlarmsOptions
{
    /// <summary><c>target/cluster/service</c>; a * stands for any part of a name.</summary>
    public string Service { get; set; } = "";
    public double? CpuPercent { get; set; }
    public int? CpuMinutes { get; set; }
    public double? ErrorPercent { get; set; }
    public int? ErrorMinutes { get; set; }
    public int? MinimumRequests { get; set; }
    public int? BelowDesiredMinutes { get; set; }
    public List<string> Actions { get; set; } = [];

    internal bool Fits(ServiceKey key) => Service.Split('/') is [var target, var cluster, var service]
        && Fits(target, key.Target) && Fits(cluster, key.Cluster) && Fits(service, key.Service);

    private static bool Fits(string pattern, string name) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}

/// <summary>The thresholds that hold for one service.</summary>
public sealed record ServiceThresholds(double CpuPercent, int CpuMinutes, double ErrorPercent, int ErrorMinutes, int MinimumRequests, int BelowDesiredMinutes, IReadOnlyList<string> Actions);
