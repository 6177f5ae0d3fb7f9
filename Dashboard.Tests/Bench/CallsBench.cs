namespace Dashboard.Tests.Bench;

/// <summary>AWS calls per minute as the simulated AWS receives them, for growing fleets, with one viewer and with twenty.</summary>
internal static class CallsBench
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(string[] args)
    {
        Console.WriteLine($"{"services",8} {"viewers",8} {"calls/min",10}   (over {Window.TotalMinutes:0} minutes, after {WarmUp.TotalSeconds:0} s)");
        foreach (var services in new[] { 14, 100, 1000 })
            foreach (var viewers in new[] { 1, 20 })
            {
                using var app = PublishedApp.Start("--Simulator:Services", $"{services}", "--Logging:LogLevel:Default", "Error");
                await app.AnsweringAsync("/health");
                using var person = await SignedIn.AsAsync(app.Uri, "on-call");
                var open = new List<Viewer>();
                for (var viewer = 0; viewer < viewers; viewer++)
                    open.Add(await Viewer.OpenAsync(person, "/"));
                await Task.Delay(WarmUp);

                var before = await CountAsync(person);
                await Task.Delay(Window);
                var calls = (await CountAsync(person) - before) / Window.TotalMinutes;

                Console.WriteLine($"{services,8} {viewers,8} {calls,10:0.0}   {open.Sum(viewer => viewer.Batches)} render batches");
                foreach (var viewer in open)
                    await viewer.DisposeAsync();
            }
    }

    /// <summary>All calls since the process started, from the page that shows them to people.</summary>
    private static async Task<double> CountAsync(SignedIn person)
    {
        var html = await person.Http.GetStringAsync("/aws-calls");
        return double.Parse(System.Text.RegularExpressions.Regex.Match(html, "data-total-calls=\"(\\d+)\"").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
