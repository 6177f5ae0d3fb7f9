using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using Dashboard.Fleet;
using Dashboard.Shell;
using Dashboard.Status;

namespace Dashboard.Tests.Faults;

/// <summary>One row of the fleet page.</summary>
/// <param name="State">As the chip says it.</param>
/// <param name="IsStale">Whether it is greyed.</param>
/// <param name="Text">All of it, its hidden facts first.</param>
/// <param name="Service">What stands behind it.</param>
internal sealed record SeenRow(ServiceKey Key, string State, bool IsStale, string Text, EcsService Service)
{
    public bool IsGreen => State is "Healthy" or "Deploying";
}

/// <summary>What a person reads on the fleet page.</summary>
/// <param name="Text">All of it, without the rows.</param>
/// <param name="Faults">The notes that say why something could not be read.</param>
internal sealed record SeenFleet(string Text, ImmutableArray<string> Faults, ImmutableArray<SeenRow> Rows)
{
    public IEnumerable<SeenRow> Of(string target) => Rows.Where(row => row.Key.Target == target);

    public static SeenFleet Of(IRenderedComponent<FleetPage> page, FleetBoard? board)
    {
        var rows = page.FindAll("tbody tr").Select(row => Row(row, board!)).ToImmutableArray();
        var faults = page.FindAll(".note-fault").Select(note => Words(note.TextContent)).ToImmutableArray();
        foreach (var row in page.FindAll("tbody, form"))
            row.Remove();
        return new SeenFleet(Words(page.Nodes.Aggregate("", (text, node) => text + " " + node.TextContent)), faults, rows);
    }

    private static SeenRow Row(IElement row, FleetBoard board)
    {
        var key = ServiceKey.Parse(row.QuerySelector("th a")!.GetAttribute("href")!["/services/".Length..])!.Value;
        return new SeenRow(key, Words(row.QuerySelector(".state > :first-child")!.TextContent), row.ClassList.Contains("stale"), Words($"{row.QuerySelector(".fact")?.GetAttribute("title")} {row.TextContent}"), board.Find(key)!.Service);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" .", ".", StringComparison.Ordinal);
}
