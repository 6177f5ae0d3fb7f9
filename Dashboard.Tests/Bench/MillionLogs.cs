using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Aws;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Tests.Bench;

/// <summary>CloudWatch Logs over HTTP with one group of a million lines in the last fifty minutes, each of which matches whatever is asked, in pages as large as AWS gives. It throttles nobody, and makes a page only once, since the app that is measured has the same cores.</summary>
internal sealed class MillionLogs : IAsyncDisposable
{
    public const string Group = "/ecs/million";
    public const int Lines = 1_000_000;
    private const int MostOnPage = 10_000, MostBytes = 1024 * 1024, MillisecondsPerLine = 3;
    private readonly long newestAt = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    private readonly ConcurrentQueue<(long AskedAt, long AnsweredAt)> pages = new();
    private readonly ConcurrentDictionary<int, byte[]> made = new();
    private FakeAws server = default!;

    public Uri Url => server.Url;

    /// <summary>Bytes of the pages made so far, which stay.</summary>
    public long Made => made.Values.Sum(page => (long)page.Length);

    /// <summary>When each page was asked for and when it was answered, <see cref="Stopwatch"/> timestamps.</summary>
    public IReadOnlyCollection<(long AskedAt, long AnsweredAt)> Pages => pages;

    public static async Task<MillionLogs> StartAsync()
    {
        var logs = new MillionLogs();
        logs.server = await FakeAws.StartAsync((context, _) => logs.AnswerAsync(context));
        return logs;
    }

    private Task AnswerAsync(HttpContext context) => context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1] switch
    {
        "DescribeLogGroups" => FakeAws.WriteAsync(context, $$"""{"logGroups":[{"logGroupName":"{{Group}}","logGroupArn":"arn:aws:logs:eu-west-1:111122223333:log-group:{{Group}}"}]}"""),
        "FilterLogEvents" => PageAsync(context),
        _ => FakeAws.WriteAsync(context, "{}"),
    };

    private async Task PageAsync(HttpContext context)
    {
        var askedAt = Stopwatch.GetTimestamp();
        context.Request.Body.Position = 0;
        var request = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var from = request["nextToken"] is { } token ? int.Parse((string)token!, CultureInfo.InvariantCulture) : 0;
        var page = made.GetOrAdd(from, Page);
        context.Response.ContentType = "application/x-amz-json-1.1";
        context.Response.ContentLength = page.Length;
        await context.Response.Body.WriteAsync(page, context.RequestAborted);
        await context.Response.CompleteAsync();
        pages.Enqueue((askedAt, Stopwatch.GetTimestamp()));
    }

    // Newest first; line 0 is the newest. Every range that is asked for holds them all.
    private byte[] Page(int line)
    {
        var events = new List<object>();
        for (var bytes = 0; line < Lines; line++)
        {
            var message = Message(line);
            bytes += message.Length + 26;
            if (bytes > MostBytes || events.Count == MostOnPage)
                return JsonSerializer.SerializeToUtf8Bytes(new { events, nextToken = line.ToString(CultureInfo.InvariantCulture) });
            events.Add(new { eventId = string.Create(CultureInfo.InvariantCulture, $"38{At(line):D13}{Mixed(line):D20}{Lines - line:D21}"), ingestionTime = At(line) + 300, logStreamName = $"million/million/{line % 20:x32}", message, timestamp = At(line) });
        }

        return JsonSerializer.SerializeToUtf8Bytes(new { events });
    }

    private long At(int line) => newestAt - (long)line * MillisecondsPerLine;

    private static ulong Mixed(int line) => (ulong)line * 0x9E3779B97F4A7C15UL;

    private string Message(int line)
    {
        var chance = Mixed(line);
        var level = chance % 50 == 0 ? "error" : chance % 20 == 0 ? "warn" : "info";
        return string.Create(CultureInfo.InvariantCulture, $$"""{"level":"{{level}}","time":{{At(line)}},"request":"{{chance:x16}}","method":"GET","path":"/basket/{{chance % 9973}}/items","status":{{(chance % 50 == 0 ? 500 : 200)}},"duration_ms":{{chance % 890}},"user":"u-{{chance % 10_007}}","agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"}""");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
