namespace Dashboard.Simulator;

/// <summary>The alarms of a Region, brought up to date with the clock whenever someone looks.</summary>
internal sealed class AlarmBook
{
    private const string Customers = "shop-customer-impact";
    private static readonly string[] CustomerAlarms = ["shop-checkout-error-rate", "shop-storefront-error-rate"];
    private static readonly TimeSpan Past = TimeSpan.FromHours(8);
    private readonly SortedDictionary<string, AlarmState> alarms = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly MetricStore store;
    private readonly RegionState region;

    public AlarmBook(RegionState region, MetricStore store)
    {
        (this.region, this.store) = (region, store);
        foreach (var alarm in region.Specs.Where(spec => spec.HasAlarms).SelectMany(StandardAlarms.Of))
        {
            var since = region.Clock.Start - TimeSpan.FromHours(40 + (Hash.Of(region.Clock.Seed, alarm.AlarmName) % 500));
            alarms[alarm.AlarmName] = new AlarmState(alarm with { AlarmConfigurationUpdatedTimestamp = since - TimeSpan.FromMinutes(2) }, region.Clock.Start - Past, "OK", "Threshold Crossed: no datapoint was breaching.", since);
        }
    }

    public IReadOnlyList<MetricAlarm> Metric(AlarmFilter? filter)
    {
        lock (gate)
            return [.. Current().Select(alarm => alarm.View).Where(alarm => Fits(filter, alarm.AlarmName, alarm.StateValue))];
    }

    public IReadOnlyList<CompositeAlarm> Composite(AlarmFilter? filter)
    {
        lock (gate)
        {
            var children = Current().Select(alarm => alarm.View).Where(alarm => CustomerAlarms.Contains(alarm.AlarmName)).ToList();
            if (children.Count == 0)
                return [];
            var firing = children.Where(alarm => alarm.StateValue == "ALARM").ToList();
            var since = firing.Count > 0 ? firing.Min(alarm => alarm.StateTransitionedTimestamp) : children.Max(alarm => alarm.StateTransitionedTimestamp);
            var composite = new CompositeAlarm(Customers, Arns.Alarm(region.Name, Customers), string.Join(" OR ", CustomerAlarms.Select(name => $"ALARM(\"{name}\")")))
            {
                AlarmDescription = "Customers of the shop see errors.",
                AlarmActions = [$"arn:aws:sns:{region.Name}:{SimulatedWorld.Account}:incidents"],
                AlarmConfigurationUpdatedTimestamp = region.Clock.Start - TimeSpan.FromDays(60),
                StateValue = firing.Count > 0 ? "ALARM" : "OK",
                StateReason = firing.Count > 0
                    ? $"{firing[0].AlarmArn} transitioned to ALARM at {firing[0].StateTransitionedTimestamp:dddd dd MMMM, yyyy HH:mm:ss} UTC"
                    : $"{children[0].AlarmArn} is in OK",
                StateUpdatedTimestamp = since,
                StateTransitionedTimestamp = since,
            };
            return Fits(filter, composite.AlarmName, composite.StateValue) ? [composite] : [];
        }
    }

    public IReadOnlyList<LogAlarm> Log(AlarmFilter? filter) =>
        MemoryErrorAlarm.Of(region) is { } alarm && Fits(filter, alarm.AlarmName, alarm.StateValue) ? [alarm] : [];

    public IReadOnlyList<AlarmHistoryItem> History(string? name)
    {
        lock (gate)
            return [.. Current().Where(alarm => name is null || alarm.Definition.AlarmName == name).SelectMany(alarm => alarm.History)];
    }

    public void Put(MetricAlarm request)
    {
        AlarmRules.Check(request);
        lock (gate)
        {
            var now = region.Clock.Now;
            var before = alarms.GetValueOrDefault(request.AlarmName);
            var made = new AlarmState(request with { AlarmArn = Arns.Alarm(region.Name, request.AlarmName), AlarmConfigurationUpdatedTimestamp = now }, now, "INSUFFICIENT_DATA", "Unchecked: Initial alarm creation", now);
            foreach (var item in before?.History ?? [])
                made.Remember(item);
            made.Remember(new AlarmHistoryItem(request.AlarmName, "MetricAlarm", now, "ConfigurationUpdate", $"Alarm \"{request.AlarmName}\" {(before is null ? "created" : "updated")}", "{\"version\":\"1.0\"}"));
            alarms[request.AlarmName] = made;
        }
    }

    public void Delete(IReadOnlyList<string> names)
    {
        lock (gate)
            foreach (var name in names)
                if (!alarms.Remove(name))
                    throw new SimulatedAwsException("ResourceNotFound", $"Alarm {name} not found.", 404);
    }

    /// <summary>Whether any of them is in ALARM now; unknown names are not.</summary>
    public bool Fires(IReadOnlyList<string> names)
    {
        lock (gate)
            return Current().Any(alarm => names.Contains(alarm.Definition.AlarmName) && alarm.View.StateValue == "ALARM");
    }

    public void Watch()
    {
        lock (gate)
            WatchDeployments();
    }

    private void WatchDeployments()
    {
        var now = region.Clock.Now;
        foreach (var service in region.Guarded)
        {
            AlarmGuard.Watch(service, alarms, store, now);
            if (service.NewestRun() is not { } run || !run.IsGuardedAt(now))
                region.Unguard(service);
        }
    }

    private SortedDictionary<string, AlarmState>.ValueCollection Current()
    {
        // Before any alarm is read further: a rollback changes what its metrics say from then on.
        WatchDeployments();
        foreach (var alarm in alarms.Values)
            alarm.Advance(store, region.Clock.Now);
        return alarms.Values;
    }

    private static bool Fits(AlarmFilter? filter, string name, string? state) =>
        filter is null
        || ((filter.AlarmNames is not { Count: > 0 } names || names.Contains(name))
            && name.StartsWith(filter.AlarmNamePrefix ?? "", StringComparison.Ordinal)
            && (filter.StateValue is null || filter.StateValue == state));
}
