namespace Dashboard.Simulator;

/// <summary>Drafts one second's events at a time. Not safe for several threads.</summary>
internal sealed class SecondOfLogs(SimService service, ServingTimeline serving, LogDraft[] occasions)
{
    private readonly List<LogDraft> drafts = [];
    private readonly ServingTimeline? checkout = SharedOrder.Passes(service.Spec) ? service.Region.Service("shop", "checkout")?.Serving : null;
    private long minute = -1;
    private double perSecond;

    /// <summary>Oldest first. The list is reused by the next call.</summary>
    public List<LogDraft> Of(long second)
    {
        drafts.Clear();
        var tasks = serving.At(second * 1000).Tasks;
        if (tasks.Length > 0)
            Draw(second, tasks);
        var drawn = drafts.Count;
        if (checkout is not null && SharedOrder.Of(service, serving, checkout, second) is { } order)
            drafts.Add(order);
        AddOccasions(second);
        if (drafts.Count > drawn)
            drafts.Sort(InOrder);
        return drafts;
    }

    private void Draw(long second, SimTask[] tasks)
    {
        var spec = service.Spec;
        if (second / 60 != minute)
        {
            minute = second / 60;
            var of = new MinuteOf(service, serving, minute);
            perSecond = of.Requests * (spec.LinesPerRequest + of.ErrorShare) / 60;
        }

        var count = (int)(perSecond + Hash.Unit(Hash.Of(service.Chance, (ulong)second)));
        for (var i = 0; i < count; i++)
        {
            var chance = Hash.Of(service.Chance, (ulong)second, (ulong)i + 1);
            var task = tasks[(int)((chance >> 40) % (ulong)tasks.Length)];
            var at = (second * 1000) + (long)((i + Hash.Unit(chance)) * 1000 / count);
            Add(new LogDraft(at, task, Kind(spec, task, Hash.Mix(chance), second), chance));
        }
    }

    private void Add(LogDraft draft)
    {
        if (!service.Spec.WritesLineByLine || draft.Kind is not LogKind.Error)
        {
            drafts.Add(draft);
            return;
        }

        var lines = LogText.Of(service.Spec, draft).AsSpan().Count('\n') + 1;
        for (var part = 0; part < lines; part++)
            drafts.Add(draft with { Part = part });
    }

    private static int InOrder(LogDraft a, LogDraft b) =>
        a.Milliseconds != b.Milliseconds ? a.Milliseconds.CompareTo(b.Milliseconds)
        : a.Chance != b.Chance ? a.Chance.CompareTo(b.Chance)
        : (a.Part ?? 0).CompareTo(b.Part ?? 0);

    private static LogKind Kind(ServiceSpec spec, SimTask task, ulong chance, long second)
    {
        var errors = spec.ErrorRate + task.Revision.Behaviour.MoreErrors;
        return Hash.Unit(chance) < errors / (errors + spec.LinesPerRequest) ? LogKind.Error
            : chance % 6000 == 17 && spec.Name == "storefront" ? LogKind.Markup
            : chance % 40 == 3 ? LogKind.Warning
            : spec.Name == "search" && Hash.Unit(chance) > 1 - (0.002 + (0.05 * (second % 86_400) / 86_400)) ? LogKind.Growing
            : chance % 11 == 5 ? LogKind.Aside
            : LogKind.Info;
    }

    private void AddOccasions(long second)
    {
        var (low, high) = (0, occasions.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (occasions[middle].Milliseconds < second * 1000)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < occasions.Length && occasions[low].Milliseconds < (second + 1) * 1000; low++)
            drafts.Add(occasions[low]);
    }
}
