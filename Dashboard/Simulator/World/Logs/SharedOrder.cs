namespace Dashboard.Simulator;

/// <summary>Every ten seconds one order is followed through the services: each writes a line with the order's request id.</summary>
internal static class SharedOrder
{
    private const int EverySeconds = 10;

    // Milliseconds after the order came in; a gateway writes its line when it has the answer.
    private static readonly Dictionary<string, int> Path = new(StringComparer.Ordinal) { ["fraud-check"] = 120, ["payments-api"] = 310, ["checkout"] = 400, ["storefront"] = 430 };

    public static bool Passes(ServiceSpec spec) => spec.Region == SimulatedWorld.Production && Path.ContainsKey(spec.Name);

    /// <param name="serving">The service's own.</param>
    /// <param name="checkout">Whose version decides whether the order fails; payments then never hears of it.</param>
    /// <returns>Null in the seconds without one.</returns>
    public static LogDraft? Of(SimService service, ServingTimeline serving, ServingTimeline checkout, long second)
    {
        var chance = Hash.Of(service.Clock.Seed, 61, (ulong)(second / EverySeconds));
        var at = (second * 1000) + (long)((chance >> 8) % 500);
        if (second % EverySeconds != (long)(chance % EverySeconds) || serving.At(at).Tasks is not { Length: > 0 } tasks)
            return null;
        var fails = Fails(checkout, chance, at);
        return fails && service.Spec.Name == "payments-api" ? null
            : new LogDraft(at + Path[service.Spec.Name], tasks[(int)((chance >> 40) % (ulong)tasks.Length)], fails && service.Spec.Name is "checkout" or "storefront" ? LogKind.FailedOrder : LogKind.Order, chance);
    }

    private static bool Fails(ServingTimeline checkout, ulong chance, long at)
    {
        var tasks = checkout.At(at).Tasks;
        return tasks.Length == 0 || Hash.Unit(Hash.Mix(chance)) < tasks[(int)((chance >> 40) % (ulong)tasks.Length)].Revision.Behaviour.MoreErrors;
    }
}
