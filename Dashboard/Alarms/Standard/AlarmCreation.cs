using System.Collections.Immutable;
using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.SignIn;
using Microsoft.Data.Sqlite;

namespace Dashboard.Alarms.Standard;

/// <param name="Shown">The request that was on the screen; what would be put now must be the same.</param>
public sealed record AlarmOrder(ServiceKey Service, StandardKind Kind, string Shown);

public enum AlarmResult
{
    Created,

    /// <summary>It was there already, and the same.</summary>
    Exists,
    Refused,

    /// <summary>It was sent, no answer came, and it is not there to be seen; it is not sent again.</summary>
    Unknown,
}

/// <param name="Message">What happened, in a sentence.</param>
public sealed record AlarmOutcome(AlarmOrder Order, string Name, AlarmResult Result, string Message);

/// <summary>Puts missing standard alarms that a person ordered: authorize, compare with what was shown, record, look, send once.</summary>
public sealed class AlarmCreation(Access access, FleetCoverage coverage, AlarmWriter writer, AlarmSource alarms, AuditLog audit, ILogger<AlarmCreation> log) : IDisposable
{
    /// <summary>How many go out by one order: CloudWatch takes three a second.</summary>
    public const int Most = 30;
    public const string Action = "alarm-put";
    private readonly SemaphoreSlim one = new(1);

    /// <summary>Takes no cancellation: once begun it ends in outcomes, also when the tab that asked is gone.</summary>
    public Task<ImmutableArray<AlarmOutcome>> CreateAsync(IReadOnlyList<AlarmOrder> orders, string? reason, ClaimsPrincipal person)
    {
        // Off the circuit's synchronization context, which goes away with the circuit.
        return Task.Run(() => RunAsync([.. orders.Take(Most)], reason?.Trim() ?? "", person));
    }

    public void Dispose() => one.Dispose();

    // One order after the other: a click that arrives twice finds what the first one put.
    private async Task<ImmutableArray<AlarmOutcome>> RunAsync(ImmutableArray<AlarmOrder> orders, string reason, ClaimsPrincipal person)
    {
        await one.WaitAsync();
        try
        {
            var outcomes = ImmutableArray.CreateBuilder<AlarmOutcome>();
            foreach (var order in orders)
                outcomes.Add(await CreateAsync(order, reason, person));
            if (outcomes.Any(outcome => outcome.Result != AlarmResult.Refused))
                await alarms.RunAsync(CancellationToken.None);
            return outcomes.ToImmutable();
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<AlarmOutcome> CreateAsync(AlarmOrder order, string reason, ClaimsPrincipal person)
    {
        var decision = await access.CheckAsync(person, Permission.PutAlarms, order.Service.Target, order.Service.Cluster);
        var wanted = coverage.Of(order.Service)?.Entries.FirstOrDefault(entry => entry.Kind == order.Kind)?.ToPut;
        try
        {
            var refusal = decision.Refusal ?? AuditReason.Problem(reason)
                ?? (wanted is null ? $"This alarm is not missing (any more) on {Short(order.Service)}."
                : AlarmJson.Request(wanted) != order.Shown ? "What would be put now is not what was shown; look at it again." : null);
            if (refusal is not null)
                return await CloseAsync(order, NameOf(order), AlarmResult.Refused, refusal, reason, decision.Actor);
            await audit.WriteAsync(decision.Actor, Action, order.Service.ToString(), "intended", reason, AlarmJson.Line(wanted!));
        }
        catch (SqliteException error)
        {
            log.LogWarning(error, "An alarm of {Service} was not put, because it could not be recorded", Short(order.Service));
            return new(order, NameOf(order), AlarmResult.Refused, $"Not sent: it could not be recorded ({error.Message.TrimEnd('.')}), and nothing is sent without a record.");
        }

        var (result, message) = await PutAsync(wanted!, decision.Actor);
        return await RecordAsync(order, wanted!.Name, result, message, reason, decision.Actor);
    }

    private async Task<(AlarmResult, string)> PutAsync(StandardAlarm wanted, Actor actor)
    {
        var (before, unread) = await writer.LookAsync(wanted);
        if (unread is not null)
            return (AlarmResult.Refused, $"Not sent: whether an alarm of that name exists could not be read. {unread.Message}");
        if (before!.Request is { } there)
            return there == AlarmJson.Request(wanted)
                ? (AlarmResult.Exists, "It exists already, the same.")
                : (AlarmResult.Refused, $"Not sent: an alarm called {wanted.Name} exists and is another; putting this one would overwrite it.");
        var (_, fault) = await writer.PutAsync(wanted, actor);
        if (fault is null)
            return (AlarmResult.Created, "CloudWatch has taken it.");
        return fault.Kind == FaultKind.Unreachable ? await LookAgainAsync(wanted, fault) : (AlarmResult.Refused, $"CloudWatch refused it, nothing changed: {fault.Message}");
    }

    // No answer says nothing about the effect; only what is there does.
    private async Task<(AlarmResult, string)> LookAgainAsync(StandardAlarm wanted, Fault fault)
    {
        var (after, _) = await writer.LookAsync(wanted);
        return after?.Request == AlarmJson.Request(wanted)
            ? (AlarmResult.Created, "No answer came, but it is there.")
            : (AlarmResult.Unknown, $"Sent, but no answer says whether CloudWatch took it, and it is not there to be seen. It is not sent again; look at the coverage in a minute. {fault.Message}");
    }

    private Task<AlarmOutcome> RecordAsync(AlarmOrder order, string name, AlarmResult result, string message, string reason, Actor actor) =>
        CloseAsync(order, name, result, message, reason, actor, isSent: true);

    private async Task<AlarmOutcome> CloseAsync(AlarmOrder order, string name, AlarmResult result, string message, string reason, Actor actor, bool isSent = false)
    {
        var kept = AuditReason.Escaped(reason.Length > AuditReason.Longest ? reason[..AuditReason.Longest] + "…" : reason);
        try
        {
            await audit.WriteAsync(actor, Action, order.Service.ToString(), result.ToString().ToLowerInvariant(), kept, $"{name}: {message}");
        }
        catch (SqliteException error) when (isSent)
        {
            // The entry of before the call stands, and CloudWatch shows the rest.
            log.LogWarning(error, "The outcome of putting {Alarm} could not be recorded", name);
        }

        return new(order, name, result, message);
    }

    private static string NameOf(AlarmOrder order) => StandardAlarms.NameOf(order.Service, order.Kind);

    private static string Short(ServiceKey key) => key.ToString() is { Length: > 120 } text ? text[..120] + "…" : key.ToString();
}
