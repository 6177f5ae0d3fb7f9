using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using Dashboard.Shell;

namespace Dashboard.Tests.Faults;

/// <summary>One tile of the screen on the wall.</summary>
/// <param name="State">As the chip says it.</param>
/// <param name="Fact">The line below it; empty when there is none.</param>
internal sealed record SeenTile(string Target, string State, string Fact);

/// <summary>What a person reads from three metres.</summary>
/// <param name="Age">The line on how old it is.</param>
/// <param name="IsStale">Whether that line warns.</param>
internal sealed record SeenWall(string Headline, string Age, bool IsStale, ImmutableArray<SeenTile> Tiles)
{
    public IEnumerable<SeenTile> Of(string target) => Tiles.Where(tile => tile.Target == target);

    public static SeenWall Of(IRenderedComponent<FleetPage> page) => new(
        Words(page.Find("h1")),
        Words(page.Find(".age")),
        page.Find(".age").ClassList.Contains("stale"),
        [.. page.FindAll(".tile").Select(tile => new SeenTile(Words(tile.QuerySelector(".where")!).Split(" · ")[1], Words(tile.QuerySelector(".state-chip")!), Words(tile.QuerySelector(".fact")!)))]);

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
