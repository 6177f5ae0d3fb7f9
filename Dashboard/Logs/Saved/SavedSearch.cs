using System.Collections.Immutable;
using Dashboard.Audit;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Logs.Saved;

/// <summary>A search that somebody keeps by a name: the state of the search page, as its query string says it.</summary>
/// <param name="Query">As it was saved, with its question mark; what it means is <see cref="Read"/>.</param>
/// <param name="Version">Counts its changes from 1, so that nobody overwrites what they have not seen.</param>
public sealed record SavedSearch(Guid Id, Actor Owner, string Name, bool IsForEveryone, string Query, Actor ChangedBy, DateTimeOffset ChangedAt, long Version)
{
    public const int LongestQuery = 8_000;

    /// <summary>What of the page is kept: all that the address says but the one line that was open. A relative range stays relative.</summary>
    public static string QueryOf(LogView view) => (view with { Event = null }).Url[Ui.Urls.Logs.Length..];

    /// <summary>Reads it like any address of the search page, so that whatever lies in the database leads nowhere else. What cannot be read is left out and comes back as sentences.</summary>
    public (LogView View, ImmutableArray<string> Problems) Read()
    {
        var values = QueryHelpers.ParseQuery(Query);
        var (view, problems) = LogView.Parse(
            name => values.TryGetValue(name, out var texts) ? texts[0] : null,
            name => values.TryGetValue(name, out var texts) ? texts : []);
        return (view with { Event = null }, problems);
    }

    public bool IsSeenBy(Actor actor) => IsForEveryone || Owner.Id == actor.Id;
}
