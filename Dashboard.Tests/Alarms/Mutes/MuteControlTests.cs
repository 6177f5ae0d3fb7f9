using Bunit;
using Dashboard.Alarms.Mutes;
using Dashboard.Live;
using Dashboard.SignIn;
using Dashboard.Tests.Rollback;
using Dashboard.Tests.SignIn;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Alarms.Mutes;

public sealed class MuteControlTests : BunitContext
{
    private static readonly MuteSubject Checkout = MuteSubject.Of(RollbackHouse.Checkout);

    [Fact]
    public async Task The_on_call_engineer_mutes_with_a_reason_and_ends_it_and_everyone_sees_it()
    {
        await using var house = await RollbackHouse.StartAsync(looks: false);
        var control = Show(house, "on-call");
        var other = Show(house, "operator");
        Assert.Empty(other.FindAll("button"));

        await control.Find("button").ClickAsync(new MouseEventArgs());
        Assert.Equal("Mute production/shop/checkout", control.Find("dialog h2").TextContent);
        await control.Find("form").SubmitAsync();
        Assert.Contains("Give a reason", control.Find("#mute-problem").TextContent, StringComparison.Ordinal);
        await control.Find("select").ChangeAsync("2");
        await control.Find("textarea").InputAsync("load test");
        await control.Find("form").SubmitAsync();

        Assert.Empty(control.FindAll("dialog"));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        await other.WaitForStateAsync(() => other.FindAll(".muted-until").Count == 1, TimeSpan.FromSeconds(10));
        Assert.Equal("Muted until 31 Jan 16:00 UTC by Sam Okafor: load test", other.Find(".muted-until span").TextContent);
        Assert.Empty(other.FindAll("button"));
        await control.WaitForStateAsync(() => control.FindAll(".muted-until").Count == 1, TimeSpan.FromSeconds(10));
        await control.Find(".muted-until button").ClickAsync(new MouseEventArgs());
        Assert.Empty(house.Get<Feed<MutesSnapshot>>().Current.Value!.All);
    }

    [Fact]
    public async Task A_mute_that_is_over_goes_from_the_screen_by_itself()
    {
        await using var house = await RollbackHouse.StartAsync(looks: false);
        await house.Get<Muting>().MuteAsync(Checkout, TimeSpan.FromMinutes(30), "load test", People.Of("on-call"));
        var control = Show(house, "operator");
        Assert.Single(control.FindAll(".muted-until"));

        house.Time.Advance(TimeSpan.FromMinutes(30));
        await control.WaitForStateAsync(() =>
        {
            house.Time.Advance(TimeSpan.FromSeconds(1));
            return control.FindAll(".muted-until").Count == 0;
        }, TimeSpan.FromSeconds(10));
    }

    private IRenderedComponent<MuteControl> Show(RollbackHouse house, string person)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Alarms/Mutes/MuteDialog.razor.js").Mode = JSRuntimeMode.Loose;
        if (!Services.IsReadOnly)
            Services.AddSingleton<TimeProvider>(house.Time).AddDoors().AddSingleton(house.Get<Muting>()).AddSingleton(house.Get<Feed<MutesSnapshot>>());
        return Render<MuteControl>(parameters => parameters.Add(control => control.Subject, Checkout).AddCascadingValue(People.State(person)));
    }
}
