using System.Text;

namespace Dashboard.Tests.Logs;

/// <summary>Lines that somebody wrote to hurt whoever reads them.</summary>
internal static class LogCorpus
{
    public static IReadOnlyList<string> All { get; } =
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)><svg/onload=alert(1)><iframe srcdoc='<script>alert(1)</script>'>",
        "</pre></div></section><a href=\"javascript:alert(1)\">click</a>",
        "\" onmouseover=\"alert(1)\" x=\"",
        "' autofocus onfocus=alert(1) '",
        "<style>*{display:none}</style><link rel=stylesheet href=//evil.example/x.css><base href=//evil.example/>",
        "<!-- --><![CDATA[ ]]>&lt;script&gt;&#x3c;script&#x3e;",
        "{\"level\":\"<script>\",\"msg\":\"<img src=x onerror=alert(1)>\",\"<b>key</b>\":\"javascript:alert(1)\",\"url\":\"javascript:alert(1)\",\"requestId\":\"\\\"><script>alert(1)</script>\"}",
        "request_id=javascript:alert(1) trace_id=\"><script>\" url=javascript:alert(1)",
        "\u001b]8;;javascript:alert(1)\u0007click\u001b]8;;\u0007 \u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\",
        "\u001b[2J\u001b[H\u001b[?1049h\u001bc\u001b]0;title\u0007\u009b31m\u0090q\u009c",
        "\u001b[38;2;255;255;255;48;2;255;255;255mhidden\u001b[0m \u001b[8mconcealed\u001b[28m \u001b[31;41mred on red",
        "\u001b[38;2;999;0;0m\u001b[38;5;300m\u001b[38m\u001b[;;;m\u001b[99999999999m\u001b[1;url(javascript:alert(1))m",
        string.Concat(Enumerable.Range(0, 60_000).Select(number => $"\u001b[38;5;{number % 256}mx")),
        "\u001b[" + new string(';', 100_000) + "m",
        "a\r\nb\rc\nd\u0085e\u2028f\u2029g",
        "nul\0nul\b\b\b\u007f",
        "lone \ud800 high and \udc00 low \ud800",
        "bidi \u202e\u2066\u200f\u061c gpj.exe \u2069 zero\u200b\u200c\u200d\u2060\ufeffwidth \u00ad soft",
        "tags \U000E0041\U000E007F variation \ufe0f filler \u3164\u115f",
        "tower " + "Z" + new string('\u0335', 5_000),
        new string('x', 1_000_000),
        "{\"level\":\"info\",\"body\":\"" + new string('y', 1_000_000) + "\"}",
        new string('[', 100_000),
        string.Concat(Enumerable.Repeat("{\"a\":", 50_000)),
        "{\"a\":" + new string('[', 60) + new string(']', 60) + "}",
        "{\"half\":\"\\ud800\",\"level\":\"error\"}",
        string.Concat(Enumerable.Range(0, 5_000).Select(number => $"k{number}=\"v\\\"{number}\" ")),
        "key=\"" + new string('\\', 100_001),
        Encoding.Latin1.GetString([0xff, 0xfe, 0x00, 0x80]),
        "",
        " \t ",
    ];

    /// <summary>Strings of what is special to somebody, the same in every run.</summary>
    public static IEnumerable<string> Random(int count)
    {
        string[] parts = ["\u001b[", "\u001b", "m", "31", ";", "38;5;", "48;2;", "\0", "\r", "\n", "\t", "\ud83d", "\ude00", "\u202e", "{", "}", "\"", "\\", ":", "=", "level", "error", "2026-01-31T12:00:00Z", "45", "<", ">", "&", " ", "ü", "[", "]", "HTTP/1.1\" ", "500", "traceId", "Root=1-5759e988-bd862e3fe1be46a994272793", "\tat x.Y(Z.java:1)", "Jan 31 99:99:99", "9999-99-99T99:99:99+99:99"];
        var random = new Random(20260131);
        for (var made = 0; made < count; made++)
            yield return string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => parts[random.Next(parts.Length)]));
    }
}
