using Dashboard.Logs;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Tests.Logs;

public sealed class LogViewTests
{
    [Fact]
    public void An_address_reads_back_as_the_view_that_wrote_it()
    {
        var view = Parse("?service=production/shop/checkout&service=staging/shop-staging/auth&task=0a1b2c&group=production:/aws/rds/x&q=%22a%20b%22%20-c&syntax=pattern&range=3h&view=lines&follow=1&event=" + Uri.EscapeDataString(LogMake.Line(3).Link.ToString())).View;

        var again = Parse(view.Url[view.Url.IndexOf('?', StringComparison.Ordinal)..]).View;

        Assert.Equal(view.Url, again.Url);
        Assert.True(view.AsksTheSame(again));
        Assert.Equal((2, "0a1b2c"), (again.Services.Length, again.Task));
        Assert.Equal("\"a b\" -c", again.Text);
        Assert.Equal((true, true, "3h", LogMake.Line(3).Link), (again.IsPattern, again.Follow, again.Range.Name, again.Event));
    }

    [Theory]
    [InlineData("?service=checkout", "“checkout” is not a service; it is written as in service=production/shop/checkout.")]
    [InlineData("?group=checkout", "“checkout” is not a group; it is written as in group=production:/ecs/shop/checkout.")]
    [InlineData("?group=production:<b>", "“production:<b>” is not a group; it is written as in group=production:/ecs/shop/checkout.")]
    [InlineData("?syntax=sql", "“sql” is not a syntax; use syntax=words, syntax=pattern or syntax=insights.")]
    [InlineData("?view=table", "view= is lines or patterns, not “table”.")]
    [InlineData("?view=patterns&sort=name", "sort= is count, newness or growth, not “name”.")]
    [InlineData("?view=patterns&follow=1", "Patterns are those of a search and are not followed, so follow mode is off.")]
    [InlineData("?task=../x", "“../x” is not the id of a task; it is the last part of its ARN, as in task=0f9c2e8b5a7d4c1e.")]
    [InlineData("?follow=yes", "follow= is 1 or absent, not “yes”.")]
    [InlineData("?event=x", "event= is not the link of a log event; copy it again from the line.")]
    [InlineData("?from=yesterday&to=2026-01-31T23:00:00Z", "from= must be an ISO 8601 instant, as in from=2026-01-31T22:00:00Z&to=2026-01-31T23:00:00Z.")]
    [InlineData("?from=2026-01-31T22:00:00Z&to=2026-01-31T23:00:00Z&follow=1", "Only a range that ends now can be followed; this one is fixed, so follow mode is off.")]
    public void A_bad_value_costs_one_clear_sentence_and_nothing_else(string query, string problem) =>
        Assert.Equal([problem], Parse(query).Problems);

    [Fact]
    public void Twenty_sources_are_enough()
    {
        var (view, problems) = Parse("?" + string.Join('&', Enumerable.Range(0, 30).Select(number => $"group=production:/g/{number}")));

        Assert.Equal(20, view.Groups.Length);
        Assert.Single(problems);
    }

    [Fact]
    public void The_link_of_a_line_fixes_the_range_around_it()
    {
        var link = LogMake.Line(0).Link;

        var view = Parse(LogView.Empty.UrlOf(link)["/logs".Length..]).View;

        Assert.Equal(link, view.Event);
        Assert.False(view.Range.IsLive);
        Assert.True(view.Range.Fixed!.Value.From < link.At && link.At < view.Range.Fixed.Value.To);
    }

    [Fact]
    public void Patterns_and_their_order_are_in_the_address()
    {
        var view = Parse("?service=production/shop/checkout&view=patterns&sort=growth").View;

        Assert.Equal("/logs?service=production%2Fshop%2Fcheckout&view=patterns&sort=growth", view.Url);
        Assert.True(view.AsksTheSame(view with { Order = Dashboard.Logs.Patterns.PatternOrder.Count }));
        Assert.False(view.AsksTheSame(view with { ShowsPatterns = false }));
    }

    [Fact]
    public void Older_lines_begin_in_the_second_of_the_oldest_one_unless_that_is_where_the_range_ends()
    {
        var searched = new Dashboard.Ui.TimeSpanUtc(Make.Noon.AddHours(-1), Make.Noon);

        Assert.Equal(new Dashboard.Ui.TimeSpanUtc(searched.From, Make.Noon.AddSeconds(-59)), LogView.Empty.Older(searched, Make.Noon.AddSeconds(-59.5))!.Range.Fixed);
        Assert.Null(LogView.Empty.Older(searched, Make.Noon.AddSeconds(-0.5)));
    }

    private static (LogView View, System.Collections.Immutable.ImmutableArray<string> Problems) Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return LogView.Parse(name => values.TryGetValue(name, out var value) ? value[0] : null, name => values.TryGetValue(name, out var value) ? value : []);
    }
}
