namespace Dashboard.Logs.Patterns;

/// <summary>The few words that mean the same in every system's lines.</summary>
internal static class Vocabulary
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Units = Set(
        StringComparer.Ordinal,
        "B", "KB", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "K", "M", "G", "byte", "bytes", "Bytes", "bits", "ns", "us", "µs", "ms", "msec", "msecs", "s", "sec", "secs", "second",
        "seconds", "m", "min", "mins", "minute", "minutes", "h", "hour", "hours", "day", "days", "millis", "milliseconds", "microseconds", "Hz", "kHz", "KHz", "MHz", "GHz", "Mhz", "Ghz", "%", "percent");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Calendar = Set(
        StringComparer.Ordinal,
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "January", "February", "March", "April", "June", "July", "August", "September", "October", "November",
        "December", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Zones = Set(StringComparer.Ordinal, "AM", "PM", "UTC", "GMT", "Z", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "CET", "CEST", "BST", "JST");
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Nothing = Set(StringComparer.OrdinalIgnoreCase, "null", "none", "nil", "undefined", "nan", "unknown");
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> MessageKeys = Set(StringComparer.OrdinalIgnoreCase, "msg", "message", "event", "err", "error", "exception", "reason", "text", "desc", "description");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Levels = Set(
        StringComparer.OrdinalIgnoreCase,
        "trace", "debug", "verbose", "info", "information", "informational", "notice", "warn", "warning", "error", "err", "severe", "critical", "crit", "fatal", "failure", "alert", "emerg", "emergency", "panic",
        "fine", "finer", "finest", "config", "T", "D", "V", "I", "N", "W", "E", "C", "F", "DBG", "INF", "WRN", "FTL", "VRB", "TRC", "DEBG", "EROR", "fail", "dbug", "trce");

    // What stands after one of these is more often a name than part of the sentence.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeNames = Set(
        StringComparer.OrdinalIgnoreCase,
        "for", "from", "by", "to", "named", "name", "node", "server", "client", "tenant", "customer", "owner", "group", "domain", "database", "db", "table", "queue",
        "topic", "file", "path", "app", "application", "package", "process", "job", "task", "container", "pod", "namespace", "cluster", "bucket", "device", "interface", "of", "id", "session", "caller");

    // A person or a machine follows, hardly ever part of the sentence.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforePersons = Set(StringComparer.OrdinalIgnoreCase, "user", "username", "login", "account", "host", "hostname", "customer", "tenant");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Choices = Set(StringComparer.OrdinalIgnoreCase, "true", "false", "yes", "no", "on", "off", "enabled", "disabled", "ok", "failed");

    // Names that end in a number which is no value.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Standards = Set(StringComparer.OrdinalIgnoreCase, "ipv4", "ipv6", "sha1", "sha256", "sha512", "md5", "base64", "utf8", "oauth2", "ec2", "s3", "http2", "http3");

    public static bool IsUnit(ReadOnlySpan<char> text) => text.Length <= 12 && Units.Contains(text);

    public static bool IsCalendar(ReadOnlySpan<char> text) => text.Length is >= 3 and <= 9 && Calendar.Contains(text);

    public static bool IsZone(ReadOnlySpan<char> text) => text.Length <= 4 && Zones.Contains(text);

    public static bool IsNothing(ReadOnlySpan<char> text) => text.Length is >= 3 and <= 9 && Nothing.Contains(text);

    public static bool IsMessageKey(ReadOnlySpan<char> text) => MessageKeys.Contains(text);

    public static bool IsLevel(ReadOnlySpan<char> text) => text.Length <= 13 && Levels.Contains(text);

    public static bool StandsBeforeNames(ReadOnlySpan<char> text) => text.Length <= 12 && BeforeNames.Contains(text);

    public static bool StandsBeforePersons(ReadOnlySpan<char> text) => text.Length <= 12 && BeforePersons.Contains(text);

    public static bool IsChoice(ReadOnlySpan<char> text) => text.Length <= 8 && Choices.Contains(text);

    public static bool IsStandard(ReadOnlySpan<char> text) => text.Length <= 6 && Standards.Contains(text);

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(StringComparer comparer, params string[] words) =>
        new HashSet<string>(words, comparer).GetAlternateLookup<ReadOnlySpan<char>>();
}
