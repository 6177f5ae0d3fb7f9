using Dashboard.Aws;
using Dashboard.Tests.Browser;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Bench;

/// <summary>Chromium on <c>/logs</c> with as many lines as a page keeps: frames while the wheel turns, and how long a jump shows no rows.</summary>
internal static class ScrollBench
{
    private const int Jumps = 40, Turns = 100;

    // A row is drawn when the middle of the list belongs to one.
    private const string Measure = """
        () => {
            const list = document.querySelector('.log-list');
            const middle = () => { const box = list.getBoundingClientRect(); return document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, innerHeight - box.top) / 2)?.closest('.log-row'); };
            window.bench = {
                frames: [], blank: 0,
                start() { this.on = true; let last = performance.now(); const next = now => { if (!this.on) return; this.frames.push(now - last); last = now; if (!middle()) this.blank++; requestAnimationFrame(next); }; requestAnimationFrame(now => { last = now; requestAnimationFrame(next); }); },
                stop() { this.on = false; return [this.blank, ...this.frames]; },
                jump(share) {
                    const before = performance.now();
                    list.scrollTop = share * (list.scrollHeight - list.clientHeight);
                    return new Promise(done => { const look = now => { const row = middle(); row ? done(now - before) : requestAnimationFrame(look); }; requestAnimationFrame(look); });
                },
            };
        }
        """;

    public static async Task RunAsync()
    {
        await using var logs = await MillionLogs.StartAsync();
        await using var server = new DashboardServer(TimeProvider.System, logs.Url, services => services.AddSingleton(new CallBudget(new FastTime(10_000))));
        await using var chromium = new Chromium();
        await chromium.InitializeAsync();
        await using var visitor = await Visitor.ArriveAsync(chromium.Browser, server.Uri);
        await visitor.SignInAsync("on-call", $"/logs?group=production:{MillionLogs.Group}&q=basket&range=1h");
        await Expect(visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Status).First).ToContainTextAsync("Stopped after", new() { Timeout = 60_000 });
        Console.WriteLine(await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Status).First.InnerTextAsync());
        await visitor.Page.EvaluateAsync(Measure);

        var box = (await visitor.Page.Locator(".log-list").BoundingBoxAsync())!;
        await visitor.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 60);
        await visitor.Page.EvaluateAsync("bench.start()");
        for (var turn = 0; turn < Turns; turn++)
        {
            await visitor.Page.Mouse.WheelAsync(0, turn % 20 == 19 ? -1_200 : 300);
            await Task.Delay(40);
        }

        var wheel = await visitor.Page.EvaluateAsync<double[]>("bench.stop()");
        Print($"frames while the wheel turns {Turns} times ({wheel[0]:N0} without a row in the middle of the list)", wheel[1..]);

        var random = new Random(1);
        var jumps = new double[Jumps];
        for (var jump = 0; jump < Jumps; jump++)
        {
            jumps[jump] = await visitor.Page.EvaluateAsync<double>("share => bench.jump(share)", random.NextDouble());
            await Task.Delay(100);
        }

        Print("from a jump to its rows", jumps);
        foreach (var complaint in visitor.Complaints)
            Console.WriteLine(complaint);
    }

    private static void Print(string what, double[] milliseconds)
    {
        var ordered = milliseconds.Order().ToArray();
        Console.WriteLine($"{what}, ms: median {ordered[ordered.Length / 2]:N1}, p95 {ordered[(int)(ordered.Length * 0.95)]:N1}, longest {ordered[^1]:N1} of {ordered.Length:N0}");
    }
}
