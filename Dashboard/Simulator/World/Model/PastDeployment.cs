namespace Dashboard.Simulator;

/// <summary>A deployment before the world's start.</summary>
/// <param name="Build">The image's version, which is the revision unless a tag is reused.</param>
internal readonly record struct PastDeployment(DateTimeOffset At, int Revision, int Build)
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(84);

    /// <summary>Oldest first: one or two a week, a bad one soon followed by its fix, in working hours.</summary>
    public static List<PastDeployment> Of(ServiceSpec spec, WorldClock clock)
    {
        var chance = Hash.Of(clock.Seed, spec.Region + spec.Name);
        var at = clock.Start - (spec.CurrentFor < TimeSpan.FromHours(1) ? clock.Pace(spec.CurrentFor.TotalSeconds) : spec.CurrentFor);
        if (spec.Name == "checkout")
            at = clock.Start - spec.CurrentFor;
        var past = new List<PastDeployment> { new(at, spec.Revision, spec.Build) };
        at -= spec.PreviousFor;
        for (var build = spec.Build - 1; build >= 1 && past.Count < spec.PastDeployments && clock.Start - at < Memory; build--)
        {
            past.Add(new PastDeployment(at, spec.Story == Story.LatestTag ? spec.Revision : build, build));
            at -= Gap(Stories.BehaviourOf(spec, build - 1), Hash.Of(chance, (ulong)build));
        }

        past.Reverse();
        return past;
    }

    /// <summary>Those that the service knows: from the first that came up, as one before would have had nothing to go back to.</summary>
    public static IEnumerable<PastDeployment> Made(ServiceSpec spec, WorldClock clock) =>
        Of(spec, clock).SkipWhile(past => Stories.BehaviourOf(spec, past.Build).StartFault != StartFault.None);

    private static TimeSpan Gap(Behaviour before, ulong chance) =>
        before == Behaviour.Good ? TimeSpan.FromDays(Hash.Between(chance, 2.5, 7.5)) : TimeSpan.FromHours(Hash.Between(chance, 0.7, 5));
}
