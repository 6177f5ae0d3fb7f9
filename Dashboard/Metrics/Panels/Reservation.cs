using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics.Panels;

/// <summary>What 100 % of CPU and memory is: the metrics of a service are shares of what its tasks reserve.</summary>
internal static class Reservation
{
    public static ImmutableArray<string> OfCpu(EcsService service)
    {
        // On EC2 a task may have no size of its own; its containers then reserve.
        var units = service.Definition?.Cpu ?? Sum(service.Definition?.Containers.Select(container => container.Cpu));
        return units is { } cpu ? [Sentence(Cores(cpu), Cores(cpu * service.Running), service.Running)] : [];
    }

    public static ImmutableArray<string> OfMemory(EcsService service)
    {
        var mib = service.Definition?.MemoryMiB ?? Sum(service.Definition?.Containers.Select(container => container.MemoryMiB));
        return mib is { } memory ? [Sentence(Bytes(memory), Bytes((long)memory * service.Running), service.Running)] : [];
    }

    private static string Sentence(string each, string all, int tasks) =>
        $"100 % is what the tasks reserve: {each} each" + (tasks > 1 ? $", {all} for the {tasks} that run." : ".");

    private static int? Sum(IEnumerable<int?>? parts) => parts?.Sum() is > 0 and var sum ? sum : null;

    private static string Cores(int units) => (units / 1024d).ToString("0.##", CultureInfo.InvariantCulture) + " vCPU";

    private static string Bytes(long mib) => Format.Bytes(mib * 1024 * 1024);
}
