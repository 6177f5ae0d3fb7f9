using Microsoft.AspNetCore.Components;
using System.Security.Claims;
using Bunit;
using Dashboard.Live;
using Dashboard.Shell;
using Dashboard.SignIn;
using Dashboard.Tests.SignIn;
using Dashboard.Ui;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Shell;

public sealed class ShellPartsTests : BunitContext
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));

    public ShellPartsTests() => Services.AddDoors().AddSingleton<TimeProvider>(time).AddScoped<Appearance>();

    [Fact]
    public void The_help_lists_every_key_that_the_navigation_answers_to()
    {
        var help = Render<KeyboardHelp>();
        var navigation = Render<MainNavigation>();

        var keys = navigation.FindAll("a[data-go]").Select(link => link.GetAttribute("data-go"));
        Assert.Equal(["f", "l", "a", "s", "u"], keys);
        Assert.All(keys, key => Assert.Contains(help.FindAll("kbd"), kbd => kbd.TextContent == key));
        Assert.Contains(help.FindAll("kbd"), kbd => kbd.TextContent == "/");
    }

    [Theory]
    [InlineData("Simulator", "true", "Simulated AWS and demo sign-in")]
    [InlineData("Simulator", "false", "Simulated AWS")]
    [InlineData("Account", "true", "Demo sign-in is on")]
    [InlineData("Account", "false", null)]
    public void The_banner_says_what_is_not_real(string source, string demo, string? expected)
    {
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Aws:Source"] = source, ["SignIn:Demo"] = demo }).Build());

        var banner = Render<ModeBanner>();

        if (expected is null)
            Assert.Empty(banner.Nodes.OfType<AngleSharp.Dom.IElement>());
        else
            Assert.Contains(expected, banner.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Failing", "state-failing", "Failing")]
    [InlineData("healthy", "state-healthy", "Healthy")]
    [InlineData("<b>", "state-unknown", "Unknown")]
    public void A_state_is_a_shape_and_a_word(string kind, string css, string word)
    {
        var chip = Render<StateChip>(parameters => parameters.Add(part => part.Kind, kind));

        Assert.Contains(css, chip.Find(".state-chip").ClassName, StringComparison.Ordinal);
        Assert.Equal(word, chip.Find(".state-chip > span").TextContent);
        Assert.NotEmpty(chip.Find("path").GetAttribute("d")!);
    }

    [Fact]
    public void A_stale_reading_stays_on_screen_with_its_fault_and_age()
    {
        var reading = new Reading<string>("14 services", time.GetUtcNow().AddMinutes(-2), new Fault(FaultKind.Throttled, "AWS is throttling.", time.GetUtcNow()) { Operation = "ecs:DescribeServices" });

        var view = Render<ReadingView<string>>(parameters => parameters.Add(part => part.Reading, reading).Add(part => part.ChildContent, value => value));

        Assert.Contains("14 services", view.Markup, StringComparison.Ordinal);
        Assert.Contains("AWS is throttling.", view.Markup, StringComparison.Ordinal);
        Assert.Contains("2 min ago", view.Markup, StringComparison.Ordinal);
        Assert.Contains("ecs:DescribeServices", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reading_is_loading_empty_faulted_or_overdue_and_says_which()
    {
        string Shown(Reading<string> reading) => Render<ReadingView<string>>(parameters => parameters
            .Add(part => part.Reading, reading).Add(part => part.What, "services").Add(part => part.Interval, TimeSpan.FromSeconds(5))
            .Add(part => part.IsEmpty, value => value.Length == 0).Add(part => part.ChildContent, value => value)).Markup;

        Assert.Contains("Reading services", Shown(Reading<string>.Loading), StringComparison.Ordinal);
        Assert.Contains("There are no services.", Shown(new Reading<string>("", time.GetUtcNow(), null)), StringComparison.Ordinal);
        Assert.Contains("Not permitted.", Shown(new Reading<string>(null, null, new Fault(FaultKind.Denied, "IAM says no.", time.GetUtcNow()))), StringComparison.Ordinal);
        Assert.Contains("overdue", Shown(new Reading<string>("content", time.GetUtcNow().AddMinutes(-1), null)), StringComparison.Ordinal);
        Assert.DoesNotContain("overdue", Shown(new Reading<string>("content", time.GetUtcNow(), null)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_age_says_from_when_it_is_so_that_the_browser_lets_it_grow()
    {
        var ago = Render<Ago>(parameters => parameters.Add(part => part.At, time.GetUtcNow().AddMinutes(-25))).Find("time");

        Assert.Equal(("25 min ago", "2026-01-31T11:35:00.000Z", "2026-01-31 11:35:00 UTC"), (ago.TextContent, ago.GetAttribute("datetime"), ago.GetAttribute("title")));
    }

    [Fact]
    public void A_time_is_in_the_viewers_zone_with_UTC_on_hover()
    {
        var shown = Render<Instant>(parameters => parameters.Add(part => part.At, time.GetUtcNow()).AddCascadingValue(ViewerZone.From("Asia/Tokyo")));

        Assert.Equal("31 Jan 21:00:00", shown.Find("time").TextContent);
        Assert.Equal("2026-01-31 12:00:00 UTC", shown.Find("time").GetAttribute("title"));
    }

    [Fact]
    public void A_range_is_chosen_by_a_link_that_keeps_the_rest_of_the_address()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("logs?q=timeout&from=2026-01-31T10:00:00Z&to=2026-01-31T11:00:00Z");

        var picker = Render<RangePicker>(parameters => parameters.Add(part => part.Range, TimeRange.Default));

        Assert.EndsWith("/logs?q=timeout&range=3h", picker.FindAll("a")[1].GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("true", picker.FindAll("a")[0].GetAttribute("aria-current"));
    }

    [Fact]
    public void A_custom_range_is_typed_in_the_viewers_zone_and_goes_into_the_address_as_UTC()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        var picker = Render<RangePicker>(parameters => parameters.Add(part => part.Range, TimeRange.Default).AddCascadingValue(ViewerZone.From("Asia/Tokyo")));
        picker.FindAll("input")[0].Change("2026-01-31T20:00:00");
        picker.FindAll("input")[1].Change("2026-01-31T19:00:00");

        picker.Find("form").Submit();
        Assert.Contains("later", picker.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        picker.FindAll("input")[1].Change("2026-01-31T21:00:00");
        picker.Find("form").Submit();

        Assert.EndsWith("?from=2026-01-31T11%3A00%3A00Z&to=2026-01-31T12%3A00%3A00Z", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_typed_into_a_custom_range_stays_while_the_page_around_it_is_drawn_and_gives_way_to_another_range()
    {
        var picker = Render<RangePicker>(parameters => parameters.Add(part => part.Range, TimeRange.Default));
        picker.FindAll("input")[0].Change("2026-01-31T09:30:00");
        time.Advance(TimeSpan.FromMinutes(1));

        picker.Render(parameters => parameters.Add(part => part.Range, TimeRange.Default));
        Assert.Equal("2026-01-31T09:30:00", picker.FindAll("input")[0].GetAttribute("value"));

        picker.Render(parameters => parameters.Add(part => part.Range, TimeRange.Presets[1]));
        Assert.Equal("2026-01-31T09:01:00", picker.FindAll("input")[0].GetAttribute("value"));
    }

    [Fact]
    public void A_region_that_breaks_says_so_and_leaves_the_rest_alone()
    {
        var region = Render<Region>(parameters => parameters.Add(part => part.Name, "The task list").Add(part => part.ChildContent, _ => throw new InvalidOperationException("secret detail")));

        Assert.Contains("The task list could not be shown.", region.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", region.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_person_menu_signs_out_by_post_and_remembers_the_theme()
    {
        var authorization = this.AddAuthorization();
        authorization.SetAuthorized("Sam Okafor").SetClaims(new Claim(ClaimTypes.Role, Roles.OnCall));
        JSInterop.SetupVoid("dashboard.setTheme", "dark").SetVoidResult();

        var menu = Render<PersonMenu>();
        menu.FindAll("button.theme").Single(button => button.TextContent == "Dark").Click();

        Assert.Equal(("post", "/sign-out"), (menu.Find("form").GetAttribute("method"), menu.Find("form").GetAttribute("action")));
        Assert.Contains("On-call engineer", menu.Markup, StringComparison.Ordinal);
        Assert.Equal(Appearance.Dark, Services.GetRequiredService<Appearance>().Theme);
        Assert.Single(JSInterop.Invocations["dashboard.setTheme"]);
    }
}
