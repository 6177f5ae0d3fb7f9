using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Dashboard.Alarms;
using Dashboard.Alarms.Mutes;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Status;
using Dashboard.Ui;

namespace Dashboard.Alerts;

/// <summary>Reads off the board and the alarms what is wrong now. Asks nobody: the polls have asked already.</summary>
internal sealed partial class TroubleSpotter(AwsTargets targets, DateTimeOffset startedAt, TimeSpan unreadAfter)
{
    // Two rounds of the alarms' poll may fail before an old OK counts as unknown.
    private static readonly TimeSpan AlarmsGoodFor = 4 * AlarmSource.Interval;
    private readonly Dictionary<string, DateTimeOffset> alarmsReadAt = [];

    public Sighting Look(Reading<FleetBoard> board, Reading<AlarmsSnapshot> alarms, MutesSnapshot mutes, DateTimeOffset now)
    {
        foreach (var target in targets.All.Where(target => alarms is { Value: { } read, Fault: null } && !read.Faults.ContainsKey(target.Name)))
            alarmsReadAt[target.Name] = alarms.Value!.ReadAt.GetValueOrDefault(target.Name, alarms.ObservedAt ?? now);
        var rows = (board.Value?.Rows ?? []).ToDictionary(row => row.Key);
        var troubles = rows.Values.Select(row => OfService(row, mutes, now)).Concat(targets.All.Select(target => OfTarget(target.Name, alarms.Value, mutes, now))).Concat(targets.All.Select(target => Unread(target.Name, board.Value, alarms, now)));
        return new Sighting([.. troubles.OfType<Trouble>()], key => board.Value is not null && IsQuiet(key, rows, board.Value, now));
    }

    private static Trouble? OfService(ServiceStatus row, MutesSnapshot mutes, DateTimeOffset now)
    {
        if (row.State is not (ServiceState.Failing or ServiceState.Degraded))
            return null;
        var muted = row.OpenAlarms.Where(alarm => mutes.Of(MuteSubject.Of(alarm), now) is not null).Select(CauseOf).ToHashSet();
        var causes = row.Troubles.Select(fact => new IncidentCause(KeyOf(fact, row.OpenAlarms), fact)).DistinctBy(cause => cause.Key).Where(cause => !muted.Contains(cause.Key)).ToImmutableArray();
        return causes.IsEmpty && muted.Count > 0 ? null
            : new Trouble(new IncidentKey(row.Key.ToString(), IncidentKind.Health), row.State == ServiceState.Failing ? AlertSeverity.Critical : AlertSeverity.Warning, causes, row.Since ?? now, row.State == ServiceState.Failing || row.OpenAlarms.Length > muted.Count)
            {
                IsMuted = mutes.Of(MuteSubject.Of(row.Key), now) is not null,
            };
    }

    // A load balancer that is not known yet leaves an alarm without its service for a moment, as after a start; so these are waited for.
    private static Trouble? OfTarget(string target, AlarmsSnapshot? alarms, MutesSnapshot mutes, DateTimeOffset now)
    {
        var open = (alarms?.Alarms ?? []).Where(alarm => alarm.Target == target && alarm is { IsOpen: true, Service: null } && !alarm.Name.StartsWith("TargetTracking-", StringComparison.Ordinal) && mutes.Of(MuteSubject.Of(alarm), now) is null).ToList();
        return open.Count == 0 ? null : new Trouble(new IncidentKey(target, IncidentKind.Alarms), AlertSeverity.Warning,
            [.. open.Select(alarm => new IncidentCause(CauseOf(alarm), $"alarm {alarm.Name} is in ALARM"))], open.Min(alarm => alarm.StateSince) ?? now, IsSure: false);
    }

    private Trouble? Unread(string target, FleetBoard? board, Reading<AlarmsSnapshot> alarms, DateTimeOffset now)
    {
        List<(IncidentCause Cause, DateTimeOffset At)> unread = [];
        foreach (var cluster in board?.Clusters.Where(cluster => cluster.Target == target).DefaultIfEmpty() ?? [null])
            Check($"ECS{(cluster?.Cluster is { } name ? $" in cluster {name}" : "")}", cluster?.ObservedAt, cluster?.Fault);
        Check("CloudWatch's list of alarms", alarmsReadAt.TryGetValue(target, out var read) ? read : null, alarms.Value?.Faults.GetValueOrDefault(target) ?? alarms.Fault);
        return unread.Count == 0 ? null : new Trouble(new IncidentKey(target, IncidentKind.Unread), AlertSeverity.Critical, [.. unread.Select(one => one.Cause)], unread.Min(one => one.At), IsSure: true);

        void Check(string what, DateTimeOffset? observedAt, Fault? fault)
        {
            var age = now - (observedAt ?? startedAt);
            if (age >= unreadAfter)
                unread.Add((new IncidentCause(what, $"{what} {(observedAt is null ? "was not read yet" : $"was last read {Format.Ago(age)}")}{(fault is null ? "" : ": " + fault.Message.TrimEnd('.'))}"), observedAt ?? startedAt));
        }
    }

    private bool IsQuiet(IncidentKey key, Dictionary<ServiceKey, ServiceStatus> rows, FleetBoard board, DateTimeOffset now)
    {
        if (key.Kind == IncidentKind.Unread)
            return true;
        if (targets.Find(key.Target) is null)
            return true;
        if (!(alarmsReadAt.TryGetValue(key.Target, out var at) && now - at <= AlarmsGoodFor))
            return false;
        return key.Service is not { } service || (rows.TryGetValue(service, out var row) ? row.State is ServiceState.Healthy or ServiceState.Deploying : IsGone(service, board));
    }

    /// <summary>Its cluster was read, or is no more, and it is not there any more.</summary>
    private static bool IsGone(ServiceKey key, FleetBoard board)
    {
        var readings = board.Clusters.Where(reading => reading.Target == key.Target).ToList();
        return readings.Count > 0 && readings.Where(reading => reading.Cluster is null || reading.Cluster == key.Cluster).All(reading => reading is { Fault: null, ObservedAt: not null });
    }

    internal static string CauseOf(CloudWatchAlarm alarm) => $"alarm {alarm.Name}";

    // The numbers of a fact and what it adds about the last stop change from minute to minute; an alarm's name may hold some that do not.
    private static string KeyOf(string fact, ImmutableArray<CloudWatchAlarm> alarms) =>
        alarms.OrderByDescending(alarm => alarm.Name.Length).FirstOrDefault(alarm => fact.Contains($" {alarm.Name} ", StringComparison.Ordinal)) is { } alarm ? CauseOf(alarm) : Numbers().Replace(Asides().Replace(fact.Split(';')[0], ""), "#").Trim();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Asides();

    [GeneratedRegex(@"\d[\d.,]*")]
    private static partial Regex Numbers();
}
