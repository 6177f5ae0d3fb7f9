using System.Net;

namespace Dashboard.Shell;

/// <summary>A page of one message that needs nothing to work: no circuit, no store, no AWS.</summary>
internal static class PlainPage
{
    /// <param name="code">What to look for in the log; null for none.</param>
    public static string Of(string title, string text, string? code = null) => $"""
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Encode(title)} · ECS operations</title><link rel="stylesheet" href="/app.css"></head>
        <body><main class="stage"><div class="stage-card"><h1>{Encode(title)}</h1>
        <p>{Encode(text)}{(code is null ? "" : $" It has been logged under <code>{Encode(code)}</code>.")}</p>
        <p><a class="button quiet" href="/">See the fleet</a></p></div></main></body></html>
        """;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
