using System.Diagnostics;

namespace Dashboard.Tests.Bench.Faults;

/// <summary>The matrix of faults as a table: what a person is shown, and what was sent.</summary>
internal static class FaultBench
{
    public static async Task RunAsync()
    {
        var since = Stopwatch.GetTimestamp();
        await using var matrix = new FaultMatrix();
        matrix.Begin();
        Console.WriteLine("Every fault of the simulated AWS at every call of a rollback, over HTTP, each on a simulated AWS of its own whose clock is told to go on.");
        Console.WriteLine("sent: accepted at once, one mutation.  refused: with the call that went wrong, no mutation.  ?, sent: unknown, then found accepted, one mutation.");
        Console.WriteLine("?, not sent: unknown, a minute later not applied, no mutation.  verified: followed to VERIFIED through a round of each fault, one mutation.  !: wrong.");
        var wrong = new List<string>();
        var most = 0;
        foreach (var group in FaultRow.All.GroupBy(row => (row.Story.Move, row.Phase)))
        {
            Console.WriteLine();
            Console.WriteLine($"{group.Key.Move + ", " + group.Key.Phase.ToString().ToLowerInvariant(),-50}{string.Concat(FaultMatrix.Faults.Select(fault => $"{fault,-14}"))}");
            foreach (var row in group)
            {
                Console.Write($"  {row.Operation,-48}");
                foreach (var fault in FaultMatrix.Faults)
                {
                    var result = await matrix.ResultAsync(row, fault);
                    most = Math.Max(most, result.Effect.Sends);
                    if (result.Wrong is not null)
                        wrong.Add($"{row}, {fault}: {result.Wrong}");
                    Console.Write($"{(result.Wrong is null ? "" : "!") + result.Effect,-14}");
                }

                Console.WriteLine();
            }
        }

        Console.WriteLine();
        Console.WriteLine($"cells: {FaultRow.All.Count * FaultMatrix.Faults.Count}, wrong: {wrong.Count}, most deployment mutations of one rollback: {most}, in {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s");
        foreach (var one in wrong.Distinct())
            Console.WriteLine("  " + one);
    }
}
