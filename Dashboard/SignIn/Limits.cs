using System.Diagnostics.Metrics;
using System.Security.Claims;
using Dashboard.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.SignIn;

/// <summary>What each person has running at once in this process; and tells of a limit that was reached: each time in the metrics, once a person and minute in the trail.</summary>
public sealed class Limits(IOptions<LimitsOptions> options, AuditLog audit, TimeProvider time, ILogger<Limits> log)
{
    public const string MeterName = "Dashboard.Limits";
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan RecordEvery = TimeSpan.FromMinutes(1);
    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("limits.reached", "{refusal}", "What was refused because a person or an address had reached a limit");
    private readonly Lock gate = new();
    private readonly Dictionary<(string Person, Limit Limit), int> running = [];
    private readonly Dictionary<(string Who, Limit Limit), DateTimeOffset> recordedAt = [];

    /// <summary>The newest entry on its way into the trail, for tests.</summary>
    internal Task Recording { get; private set; } = Task.CompletedTask;

    public int Most(Limit limit) => limit.Of(options.Value);

    /// <summary>One more of it for the person.</summary>
    /// <param name="refusal">What to tell them; null when there was room.</param>
    /// <returns>To be disposed of when it is over; null when there was no room.</returns>
    public IDisposable? Take(ClaimsPrincipal person, Limit limit, out string? refusal)
    {
        var key = (Actor.Of(person).Id, limit);
        lock (gate)
            if (running.GetValueOrDefault(key) is var count && count < Most(limit))
            {
                running[key] = count + 1;
                refusal = null;
                return new Share(this, key);
            }

        refusal = Reached(person, limit);
        return null;
    }

    /// <summary>Tells of a limit that was reached.</summary>
    /// <param name="address">Whose it is where nobody is signed in; null where somebody is.</param>
    /// <returns>What to tell the person.</returns>
    public string Reached(ClaimsPrincipal person, Limit limit, string? address = null)
    {
        Refusals.Add(1, new KeyValuePair<string, object?>("limit", limit.Setting));
        if (IsNews((address ?? Actor.Of(person).Id, limit)))
            Recording = RecordAsync(Actor.Of(person), $"Limits:{limit.Setting}={Most(limit)}{(address is null ? "" : $", {address}")}");
        return limit.Sentence(Most(limit));
    }

    private bool IsNews((string, Limit) key)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (recordedAt.TryGetValue(key, out var at) && now - at < RecordEvery)
                return false;
            if (recordedAt.Count >= MostRemembered)
                foreach (var old in recordedAt.Where(known => now - known.Value >= RecordEvery).Select(known => known.Key).ToArray())
                    recordedAt.Remove(old);
            recordedAt[key] = now;
            return true;
        }
    }

    private async Task RecordAsync(Actor actor, string detail)
    {
        try
        {
            await audit.WriteAsync(actor, "limit", null, "refused", detail: detail);
        }
        catch (SqliteException error)
        {
            log.LogError("That {Actor} reached {Limit} could not be recorded: {Error}", actor.Id, detail, error.Message);
        }
    }

    private void GiveBack((string, Limit) key)
    {
        lock (gate)
            if (running[key] == 1)
                running.Remove(key);
            else
                running[key]--;
    }

    private sealed class Share(Limits limits, (string, Limit) key) : IDisposable
    {
        private int isGiven;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isGiven, 1) == 0)
                limits.GiveBack(key);
        }
    }
}
