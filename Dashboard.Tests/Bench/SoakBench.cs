using System.Globalization;
using Dashboard.Simulator;
using Dashboard.Tests.Bench.Viewers;

namespace Dashboard.Tests.Bench;

/// <summary>Viewers come and go for an hour, or as many minutes as are said: what stays behind. <c>bench soak [minutes]</c>.</summary>
internal static class SoakBench
{
    private static readonly string[] Paths = ["/", "/services/production/shop/checkout", "/logs?service=production/shop/checkout", "/alarms", "/status"];

    public static async Task RunAsync(string[] args)
    {
        var minutes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 60;
        Cores.LeaveTheFirst();
        await using var aws = await SimulatedAws.StartAsync(options: new SimulatorOptions { Services = 100 });
        using var house = await HouseProcess.StartAsync(aws.Uri, "live");
        await Task.Delay(TimeSpan.FromSeconds(60));
        using var person = await SignedIn.AsAsync(house.Uri, "on-call");
        Console.WriteLine($"{"minute",7} {"circuits so far",16} {"resident without a viewer, MB",30} {"heap, MB",9} {"handles",8} {"threads",8} {"subscriptions",14}");
        List<(double Minute, double Megabytes)> after = [];
        var (opened, began) = (0, DateTimeOffset.UtcNow);
        while ((DateTimeOffset.UtcNow - began).TotalMinutes < minutes)
        {
            for (var round = 0; round < 5; round++)
            {
                foreach (var path in Paths)
                {
                    await using var crowd = new Crowd(person, path);
                    await crowd.GrowAsync(20);
                    opened += crowd.Count;
                    await Task.Delay(TimeSpan.FromSeconds(2));
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(5));
            var at = (DateTimeOffset.UtcNow - began).TotalMinutes;
            var resident = await house.MemoryAsync() / 1e6;
            var rest = await house.RestAsync();
            Console.WriteLine($"{at,7:N1} {opened,16} {resident,30:N1} {rest.Heap / 1e6,9:N1} {rest.Handles,8} {rest.Threads,8} {rest.Subscriptions,14}");
            after.Add((at, resident));
        }

        // The first third warms up: caches of ranges, compiled code, the pools.
        var (xs, ys) = (after.Skip(after.Count / 3).Select(one => one.Minute).ToArray(), after.Skip(after.Count / 3).Select(one => one.Megabytes).ToArray());
        var slope = xs.Zip(ys, (x, y) => (x - xs.Average()) * (y - ys.Average())).Sum() / xs.Sum(x => (x - xs.Average()) * (x - xs.Average()));
        Console.WriteLine($"slope after the first third: {slope * 60:N2} MB an hour (goal 1)");
    }
}
