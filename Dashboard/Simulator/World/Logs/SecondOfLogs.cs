namespace Dashboard.Simulator;

/// <summary>Drafts one second's events at a time. Not safe for several threads.</summary>
internal sealed class SecondOfLogs(SimService service, ServingTimeline serving, LogDraft[] occasions)
{
    private readonly List<LogDraft> drafts = [];
    private long minute = -1;
    private double perSecond;

    /// <summary>Oldest first. The list is reused by the next call.</summary>
    public List<LogDraft> Of(long second)
    {
        drafts.Clear();
        var tasks = serving.At(second * 1000).Tasks;
        if (tasks.Length > 0)
            Draw(second, tasks);
        AddOccasions(second);
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
            drafts.Add(new LogDraft(at, task, Kind(spec, task, Hash.Mix(chance)), chance));
        }
    }

    private static LogKind Kind(ServiceSpec spec, SimTask task, ulong chance)
    {
        var errors = spec.ErrorRate + task.Revision.Behaviour.MoreErrors;
        return Hash.Unit(chance) < errors / (errors + spec.LinesPerRequest) ? LogKind.Error
            : chance % 6000 == 17 && spec.Name == "storefront" ? LogKind.Markup
            : chance % 40 == 3 ? LogKind.Warning
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

        if (low == occasions.Length || occasions[low].Milliseconds >= (second + 1) * 1000)
            return;
        for (; low < occasions.Length && occasions[low].Milliseconds < (second + 1) * 1000; low++)
            drafts.Add(occasions[low]);
        drafts.Sort((a, b) => a.Milliseconds != b.Milliseconds ? a.Milliseconds.CompareTo(b.Milliseconds) : a.Chance.CompareTo(b.Chance));
    }
}
