using System.Globalization;
using System.Text;
using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

/// <summary>Whatever a line holds, whoever reads it gets text that does nothing.</summary>
public sealed class LogReadingTests
{
    public static TheoryData<int> Corpus => new(Enumerable.Range(0, LogCorpus.All.Count));

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_line_of_the_corpus_is_read_and_shown_without_harm(int number) => Read(LogCorpus.All[number]);

    [Fact]
    public void Two_thousand_random_lines_are_read_and_shown_without_harm()
    {
        foreach (var line in LogCorpus.Random(2_000))
            Read(line);
    }

    private static void Read(string message)
    {
        var line = new LogLine(LogMake.Event(message));
        Assert.True(Encoding.UTF8.GetByteCount(line.Text) <= LogLine.LongestKept);
        LogTimes.Of(message, Make.Noon);
        Harmless(LogHeadline.RunsOf(line.Text, 400), breaks: false);
        Harmless(LogText.Runs(LogText.Head(message, 16 * 1024)), breaks: true);
        Harmless(LogText.Runs(message), breaks: true);
        foreach (var field in LogFields.Of(message).All)
            Harmless(LogText.OneLineRuns(field.Path + field.Value, 400), breaks: false);
        if (LogText.PrettyJson(message) is { } pretty)
            Harmless(LogText.Runs(pretty), breaks: true);
    }

    private static void Harmless(IReadOnlyList<LogRun> runs, bool breaks)
    {
        Assert.InRange(runs.Count, 1, 2_002);
        foreach (var run in runs)
        {
            Assert.Matches("^(--ansi:#[0-9a-f]{6}|background:#[0-9a-f]{6};color:#(000|fff))?$", run.Look.Style ?? "");
            Assert.Matches("^(ansi-[a-z0-9-]+ ?)*$", run.Look.Class ?? "");
            foreach (var rune in run.Text.EnumerateRunes())
                Assert.False(Acts(rune) && !(breaks && rune.Value is '\n' or '\t'), $"U+{rune.Value:X4} is shown as it is");
        }
    }

    private static bool Acts(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
