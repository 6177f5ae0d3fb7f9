namespace Dashboard.Logs;

/// <summary>The level that <see cref="LogLevels"/> reads from the line, from one to another, both included.</summary>
public sealed record LevelTerm(LogSeverity From, LogSeverity To, bool IsExcluded = false) : LogTerm(IsExcluded)
{
    private static readonly Dictionary<LogSeverity, string[]> Stems = new()
    {
        [LogSeverity.Trace] = ["trace", "trce", "verbose", "fine", "silly"],
        [LogSeverity.Debug] = ["debug", "dbug", "dbg", "fine"],
        [LogSeverity.Info] = ["inf", "notice", "default"],
        [LogSeverity.Warning] = ["warn", "wrn"],
        [LogSeverity.Error] = ["err", "fail", "severe", "exception", "traceback", "panic"],
        [LogSeverity.Fatal] = ["fatal", "crit", "emerg", "alert", "panic", "ftl"],
    };

    public override string Said => From == To ? $"level {Name(From)}"
        : To == LogSeverity.Fatal ? $"level {Name(From)} or worse"
        : $"level {Name(From)} to {Name(To)}";

    /// <summary>What lines of these levels usually have in them.</summary>
    public IEnumerable<string> Words => Levels.SelectMany(level => Stems[level]).Distinct();

    public override IEnumerable<string> Spellings => Words.SelectMany(WordTerm.SpellingsOf).Concat(Levels.SelectMany(Marks));

    // Rarer levels let fewer lines through.
    public override double Selectivity => From >= LogSeverity.Warning ? 4.5 : 1.5;

    private IEnumerable<LogSeverity> Levels => Enum.GetValues<LogSeverity>().Where(level => level >= From && level <= To && level != LogSeverity.None);

    public static string Name(LogSeverity level) => level == LogSeverity.Warning ? "warn" : level.ToString().ToLowerInvariant();

    protected override bool Holds(string message) => LogLevels.Of(message) is var level && level >= From && level <= To;

    // Where the level is a number or a letter: pino's and bunyan's, glog's E0131, an access log's status.
    private static IEnumerable<string> Marks(LogSeverity level)
    {
        var number = (int)level * 10;
        yield return $"\":{number}";
        yield return $"\": {number}";
        if (level is LogSeverity.Info or LogSeverity.Warning or LogSeverity.Error or LogSeverity.Fatal)
        {
            yield return $"{level.ToString()[0]}0";
            yield return $"{level.ToString()[0]}1";
        }

        if (level != LogSeverity.Error)
            yield break;
        yield return "\" 5";
        yield return "\":5";
    }
}
