using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>Which two revisions of a service are compared, and when they ran.</summary>
/// <param name="NowSince">When the running revision's deployment began, UTC.</param>
/// <param name="BeforeSince">When the predecessor's did, UTC; null when nobody knows.</param>
/// <param name="BeforeUntil">When the predecessor was replaced, UTC; null while tasks of both run.</param>
public sealed record SinceQuestion(ServiceKey Service, TaskDefinitionRef Now, DateTimeOffset NowSince, TaskDefinitionRef Before, DateTimeOffset? BeforeSince, DateTimeOffset? BeforeUntil)
{
    public bool IsTogether => BeforeUntil is null;
}

/// <summary>A stretch of time that was read whole, and how many lines of each revision it had.</summary>
/// <param name="IsCut">More was asked for: the bound was reached, and this is the newest part.</param>
public sealed record SinceSpan(TimeSpanUtc Span, long Before, long Now, bool IsCut);

/// <summary>A template that the running revision writes and its predecessor did not, or not as often.</summary>
/// <param name="Level">As its example says it.</param>
/// <param name="Example">Masked, one line, safe to show.</param>
/// <param name="Before">Lines of the predecessor that were read.</param>
/// <param name="Now">Lines of the running revision that were read.</param>
/// <param name="FirstSeenAt">By the running revision, in what was read, UTC.</param>
/// <param name="LinesUrl">Where its lines are.</param>
public sealed record SinceTemplate(SinceKind Kind, string PatternId, LogSeverity Level, string Example, long Before, long Now, DateTimeOffset FirstSeenAt, string LinesUrl)
{
    /// <summary>How many times as often it comes, as a share of the lines that no starting task wrote; null where that has no value.</summary>
    public double? Times { get; init; }
}

/// <param name="Templates">The worst first, at most <see cref="Most"/>.</param>
/// <param name="More">How many further ones there are.</param>
/// <param name="Spans">What was read, oldest first. Lines of both revisions count wherever they were found.</param>
/// <param name="UnknownLines">Lines whose task nobody saw: they belong to neither.</param>
/// <param name="KnownTasksBefore">Tasks of the predecessor that are known.</param>
/// <param name="Faults">Of log groups that did not answer while others did.</param>
public sealed record SinceReport(SinceQuestion Question, ImmutableArray<SinceTemplate> Templates, int More, ImmutableArray<SinceSpan> Spans, long UnknownLines, int KnownTasksBefore, ImmutableArray<LogScopeFault> Faults)
{
    public const int Most = 20;

    public long Before => Spans.Sum(span => span.Before);

    public long Now => Spans.Sum(span => span.Now);

    public bool IsCut => Spans.Any(span => span.IsCut);
}
