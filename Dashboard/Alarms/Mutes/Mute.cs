using System.Collections.Immutable;
using Dashboard.Audit;
using Dashboard.Fleet;

namespace Dashboard.Alarms.Mutes;

/// <summary>One alarm, or a service with all its alarms and whatever else is wrong with it.</summary>
/// <param name="Name"><c>target/cluster/service</c>, or <c>target/</c> and the alarm's name.</param>
public readonly record struct MuteSubject(bool IsAlarm, string Name)
{
    public static MuteSubject Of(ServiceKey service) => new(false, service.ToString());

    public static MuteSubject Of(CloudWatchAlarm alarm) => new(true, $"{alarm.Target}/{alarm.Name}");

    public string Target => Name.Split('/')[0];

    /// <summary>Null for an alarm, which belongs to its target.</summary>
    public string? Cluster => !IsAlarm && Name.Split('/') is [_, var cluster, ..] ? cluster : null;

    public override string ToString() => IsAlarm ? $"alarm {Name}" : Name;
}

/// <summary>Nobody is told of the subject for a while. What is wrong with it is shown all the same.</summary>
/// <param name="Until">Exclusive, UTC.</param>
public sealed record Mute(Guid Id, MuteSubject Subject, string Reason, Actor By, DateTimeOffset From, DateTimeOffset Until);

/// <param name="All">Those that were not ended by a person, the first to end first; some may have ended by themselves since they were read.</param>
public sealed record MutesSnapshot(ImmutableArray<Mute> All)
{
    public static readonly MutesSnapshot None = new([]);

    public IEnumerable<Mute> ActiveAt(DateTimeOffset now) => All.Where(mute => now < mute.Until);

    /// <summary>Null while the subject is not muted.</summary>
    public Mute? Of(MuteSubject subject, DateTimeOffset now) => ActiveAt(now).FirstOrDefault(mute => mute.Subject == subject);
}
