using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Alerts;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Status;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Bench.Alerts;

/// <summary>The room of alerts as a process of its own, before a board on which a thousand alarms are in ALARM; and that process once more after it was killed.</summary>
internal static class AlertsProcess
{
    public const string Name = "alerts-process";

    public static string Channel(int team) => $"C{team:D10}";

    /// <param name="args"><c>--db FILE --api SLACK-API</c>. It says "running" before the first look, and "done" when the outbox is empty.</param>
    public static async Task RunAsync(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args).Build();
        using var rooms = AlertRooms.Build(given["db"]!, Settings(given["api"]!), new Uri("http://127.0.0.1:9"));
        var (incidents, courier) = (rooms.Services.GetRequiredService<Incidents>(), rooms.Services.GetRequiredService<Courier>());
        Publish(rooms.Services);
        Console.WriteLine("running");
        for (var quiet = 0; quiet < 3;)
        {
            await incidents.RunAsync(CancellationToken.None);
            await courier.RunAsync(CancellationToken.None);
            quiet = await rooms.Services.GetRequiredService<Outbox>().WaitingAsync(CancellationToken.None) == 0 ? quiet + 1 : 0;
        }

        Console.WriteLine("done");
        await Console.In.ReadLineAsync();
    }

    private static Dictionary<string, string?> Settings(string api)
    {
        var settings = new Dictionary<string, string?> { ["AllowLoopback"] = "true", ["SlackApiUrl"] = api };
        for (var team = 0; team < StormBench.Teams; team++)
        {
            settings[$"Destinations:{team}:Name"] = $"team-{team}";
            settings[$"Destinations:{team}:Token"] = "xoxb-plain";
            settings[$"Destinations:{team}:Channel"] = Channel(team);
            settings[$"Routes:{team}:Services"] = $"production/team-{team}/*";
            settings[$"Routes:{team}:Destinations:0"] = $"team-{team}";
        }

        return settings;
    }

    private static void Publish(IServiceProvider services)
    {
        var now = DateTimeOffset.UtcNow;
        var rows = from team in Enumerable.Range(0, StormBench.Teams)
                   from service in Enumerable.Range(0, StormBench.ServicesPerTeam)
                   select Row(Make.Service($"service-{service}", $"team-{team}", at: now), now);
        services.GetRequiredService<Feed<AlarmsSnapshot>>().Publish(new AlarmsSnapshot([], ImmutableDictionary<string, Fault>.Empty), now);
        services.GetRequiredService<Feed<FleetBoard>>().Publish(
            new FleetBoard([.. rows], [.. services.GetRequiredService<AwsTargets>().All.Select(target => new ClusterReading(target.Name, null, [], now, null))]), now);
    }

    private static ServiceStatus Row(EcsService service, DateTimeOffset now)
    {
        var alarms = Enumerable.Range(0, StormBench.AlarmsPerService).Select(at => Make.Alarm(service.Key) with { Name = $"{service.Key.Cluster}-{service.Key.Service}-{at}", StateSince = now }).ToImmutableArray();
        ImmutableArray<string> facts = [.. alarms.Select(alarm => $"alarm {alarm.Name} is in ALARM")];
        return new ServiceStatus(service, ServiceState.Degraded, facts, now, null, null, null, alarms) { Troubles = facts };
    }
}
