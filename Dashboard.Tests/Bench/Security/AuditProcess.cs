using System.Globalization;
using Dashboard.Audit;
using Dashboard.Live;
using Dashboard.Tests.Store;

namespace Dashboard.Tests.Bench.Security;

/// <summary>A process to be killed: it writes to the trail without end, and says each entry's sequence and hash once it was told that it is written.</summary>
internal static class AuditProcess
{
    public const string Name = "audit-process";

    public static async Task RunAsync(string[] args)
    {
        using var database = TempDatabase.OpenAt(args[0], AuditSchema.All);
        var audit = new AuditLog(database, TimeProvider.System, new Feed<AuditHead>());
        await using var output = Console.OpenStandardOutput();
        while (true)
        {
            var entry = await audit.WriteAsync(Actor.Dashboard, "kill-test", null, "accepted", detail: Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
            await output.WriteAsync(System.Text.Encoding.ASCII.GetBytes(new AuditHead(entry.Sequence, entry.Hash) + "\n"));
        }
    }
}
