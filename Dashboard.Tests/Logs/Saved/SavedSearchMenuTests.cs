using AngleSharp.Dom;
using Bunit;
using Dapper;
using Dashboard.Fleet;
using Dashboard.Logs;
using Dashboard.Logs.Saved;
using Dashboard.Store;
using Dashboard.Tests.Rollback;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs.Saved;

public sealed class SavedSearchMenuTests : BunitContext
{
    private static readonly LogView View = LogView.Empty with { Services = [ServiceKey.Parse("production/shop/checkout")!.Value], Text = "timeout" };

    public SavedSearchMenuTests()
    {
        Services.AddLogsRoom(new Uri("http://127.0.0.1:9"), new FakeTimeProvider(Make.Noon));
        JSInterop.SetupModule("./Logs/Saved/SavedSearchDialog.razor.js").Mode = JSRuntimeMode.Loose;
    }

    private SavedSearches Searches => Services.GetRequiredService<SavedSearches>();

    [Fact]
    public async Task What_is_on_the_screen_is_saved_by_name_and_said()
    {
        var menu = Menu("operator");
        await menu.InvokeAsync(() => menu.Instance.Save(View));
        Assert.Equal("production/shop/checkout · timeout · last 1h", menu.Find(".what").TextContent);

        await menu.Find("#saved-name").InputAsync("  Slow   payments ");
        await menu.Find("form").SubmitAsync();

        Assert.Empty(menu.FindAll("dialog"));
        Assert.Equal("Saved as “Slow payments”, only for you.", menu.Find("[role=status]").TextContent);
        Assert.Equal(["Slow payments"], menu.FindAll("section[aria-label='Only for you'] li a").Select(link => link.TextContent));
        Assert.Equal("/logs?service=production%2Fshop%2Fcheckout&q=timeout", menu.Find("li a").GetAttribute("href"));
        Assert.Equal("true", menu.Find("li a").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task A_name_that_cannot_be_is_said_beside_the_field_and_the_dialog_stays()
    {
        var menu = Menu("operator");
        await menu.InvokeAsync(() => menu.Instance.Save(View));

        await menu.Find("form").SubmitAsync();

        Assert.Equal("Give it a name.", menu.Find("[role=alert]").TextContent);
        Assert.Equal("true", menu.Find("#saved-name").GetAttribute("aria-invalid"));
        await menu.Find("dialog").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        Assert.Empty(menu.FindAll("dialog"));
        Assert.Empty(await Searches.SeenByAsync(People.Of("operator"), Xunit.TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("operator", false)]
    [InlineData("on-call", true)]
    [InlineData("manager", true)]
    public async Task Everyone_is_offered_to_who_may_share_and_explained_to_who_may_not(string person, bool may)
    {
        var menu = Menu(person);
        await menu.InvokeAsync(() => menu.Instance.Save(View));

        Assert.Equal(may, !menu.Find("input[value=everyone]").HasAttribute("disabled"));
        Assert.Equal(may ? 0 : 1, menu.FindAll("#saved-everyone").Count);
    }

    [Fact]
    public async Task One_for_everyone_is_named_with_its_owner_and_has_buttons_only_for_who_may_change_it()
    {
        await Searches.SaveAsync("Errors <b>", forEveryone: true, View, People.Of("on-call"));

        Assert.Equal(["Replace", "Rename", "Delete"], await ButtonsAsync("on-call"));
        Assert.Equal(["Replace", "Rename", "Delete"], await ButtonsAsync("manager"));
        Assert.Empty(await ButtonsAsync("operator"));
        var menu = await OpenAsync("operator");
        Assert.Equal(("Errors <b>", "production/shop/checkout · timeout · last 1h · saved by Sam Okafor"), (menu.Find("li a").TextContent, menu.Find("li small").TextContent));

        async Task<string[]> ButtonsAsync(string person) => [.. (await OpenAsync(person)).FindAll("li button").Select(button => button.TextContent)];
    }

    [Fact]
    public async Task It_is_renamed_replaced_and_deleted_from_the_list()
    {
        await Searches.SaveAsync("First", forEveryone: false, View with { Text = "old" }, People.Of("operator"));
        var menu = await OpenAsync("operator");

        await ButtonAsync(menu, "Rename First");
        Assert.Equal("First", menu.Find("#saved-name").GetAttribute("value"));
        await menu.Find("#saved-name").InputAsync("Second");
        await menu.Find("form").SubmitAsync();
        Assert.Equal("Renamed to “Second”.", menu.Find("[role=status]").TextContent);

        await ButtonAsync(menu, "Replace Second with what is on the screen");
        Assert.Equal(["production/shop/checkout · old · last 1h", "production/shop/checkout · timeout · last 1h"], menu.FindAll("dialog dd").Select(what => what.TextContent));
        await menu.Find("form").SubmitAsync();
        Assert.Contains("q=timeout", menu.Find("li a").GetAttribute("href"), StringComparison.Ordinal);

        await ButtonAsync(menu, "Delete Second");
        await menu.Find("form").SubmitAsync();
        Assert.Contains("None yet.", menu.Find(".saved-menu").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_slower_is_told_in_the_dialog_and_sees_the_list_as_it_is_now()
    {
        await Searches.SaveAsync("Errors", forEveryone: true, View, People.Of("on-call"));
        var menu = await OpenAsync("on-call");
        await ButtonAsync(menu, "Delete Errors");
        await Searches.RenameAsync((await Searches.SeenByAsync(People.Of("manager"), Xunit.TestContext.Current.CancellationToken))[0], "Failures", People.Of("manager"));

        await menu.Find("form").SubmitAsync();
        Assert.StartsWith("“Errors” was changed by Marta Lind since you looked", menu.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal);
        await menu.FindAll("dialog button").Single(button => button.TextContent == "Cancel").ClickAsync();

        Assert.Equal("Failures", menu.Find("li a").TextContent);
    }

    [Fact]
    public async Task What_cannot_be_read_of_a_saved_search_is_said_beside_it()
    {
        await Searches.SaveAsync("Old", forEveryone: false, View, People.Of("operator"));
        await Services.GetRequiredService<Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync("UPDATE saved_searches SET query = 'https://elsewhere.example/?service=production/shop/cart&range=9y'", transaction: transaction), Xunit.TestContext.Current.CancellationToken);

        var menu = await OpenAsync("operator");

        Assert.Contains("“9y” is not a range.", menu.Find("li .stale-line").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/logs", menu.Find("li a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_is_cut_and_narrowed_by_a_part_of_the_name()
    {
        for (var number = 100; number < 210; number++)
            await Searches.SaveAsync($"Search {number}", forEveryone: false, View, People.Of(number < 205 ? "operator" : "manager"));
        var menu = await OpenAsync("operator");
        Assert.Equal(100, menu.FindAll("li").Count);
        Assert.Contains("The first 100 of 105", menu.Markup, StringComparison.Ordinal);

        await menu.Find("input[type=search]").InputAsync("ch 20");

        Assert.Equal(["Search 200", "Search 201", "Search 202", "Search 203", "Search 204"], menu.FindAll("li a").Select(link => link.TextContent));
    }

    private IRenderedComponent<SavedSearchMenu> Menu(string person) => Render<SavedSearchMenu>(parameters => parameters.Add(menu => menu.View, View).AddCascadingValue(People.State(person)));

    private async Task<IRenderedComponent<SavedSearchMenu>> OpenAsync(string person)
    {
        var menu = Menu(person);
        await menu.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        return menu;
    }

    private static Task ButtonAsync(IRenderedComponent<SavedSearchMenu> menu, string label) => menu.Find($"li button[aria-label='{label}']").ClickAsync();
}
