using Dashboard.Audit;
using Dashboard.Logs;
using Dashboard.Logs.Saved;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Tests.Logs.Saved;

public sealed class SavedSearchTests
{
    [Theory]
    [InlineData("?service=production%2Fshop%2Fcheckout&q=a%2Bb%20%26%20c&range=3h")]
    [InlineData("?group=production%3A%2Fecs%2Fshop%2Fcheckout&q=stats%20count%28%2A%29&syntax=insights&range=7d")]
    [InlineData("?service=production%2Fshop%2Fcart&q=%7B%20%24.level%20%3D%20%22error%22%20%7D&syntax=pattern&from=2026-01-31T10:00:00Z&to=2026-01-31T11:00:00Z")]
    [InlineData("?service=production%2Fshop%2Fcart&service=staging%2Fshop%2Fcart&q=%C3%A9%E2%80%AE&engine=pages&follow=1")]
    [InlineData("?service=production%2Fshop%2Fcart&view=patterns&range=12h")]
    public void The_whole_state_of_the_page_comes_back(string query)
    {
        var (view, problems) = Search(query).Read();

        Assert.Equal(("/logs" + query, 0), (view.Url, problems.Length));
        Assert.Equal(query, SavedSearch.QueryOf(view));
    }

    [Fact]
    public void The_line_that_was_open_is_not_saved()
    {
        var view = LogView.Empty with { Groups = [new LogGroupKey("production", "/ecs/shop/cart")], Event = new LogEventLink(new LogGroupKey("production", "/ecs/shop/cart"), "s", Make.Noon, 1) };

        Assert.Equal("?group=production%3A%2Fecs%2Fshop%2Fcart", SavedSearch.QueryOf(view));
    }

    [Theory]
    [InlineData("https://elsewhere.example/?q=x")]
    [InlineData("//elsewhere.example/?service=production/shop/cart")]
    [InlineData("javascript:alert(1)")]
    [InlineData("?q=x&returnUrl=//elsewhere.example#//elsewhere.example")]
    [InlineData("?service=javascript:alert(1)&group=//elsewhere.example&event=x")]
    [InlineData("../audit")]
    [InlineData("")]
    public void Whatever_lies_in_the_database_leads_to_the_search_page(string query)
    {
        var url = Search(query).Read().View.Url;

        Assert.True(url == "/logs" || url.StartsWith("/logs?", StringComparison.Ordinal), url);
        Assert.DoesNotContain("elsewhere.example/", url, StringComparison.Ordinal);
        Assert.Subset(new HashSet<string> { "service", "group", "q", "syntax", "engine", "follow", "range", "from", "to", "view", "sort" }, QueryHelpers.ParseQuery(url.Length > 5 ? url[5..] : "").Keys.ToHashSet());
    }

    [Fact]
    public void What_cannot_be_read_any_more_is_said() =>
        Assert.Contains("“9y” is not a range.", Assert.Single(Search("?service=production/shop/cart&range=9y").Read().Problems), StringComparison.Ordinal);

    private static SavedSearch Search(string query) => new(Guid.NewGuid(), new Actor("a", "Ann"), "x", false, query, new Actor("a", "Ann"), Make.Noon, 1);
}
