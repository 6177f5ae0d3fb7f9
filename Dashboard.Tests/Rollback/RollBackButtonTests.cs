using System.Security.Claims;
using Bunit;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Dashboard.Tests.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback;

public sealed class RollBackButtonTests : BunitContext
{
    private readonly FakeTimeProvider time = new(Make.Noon);
    private readonly Feed<RollbacksSnapshot> rollbacks = new();

    public RollBackButtonTests() => Services.AddDoors().AddSingleton<TimeProvider>(time).AddSingleton(rollbacks);

    [Fact]
    public void The_on_call_engineer_gets_a_link_to_the_dialog_with_the_deployment_that_is_on_the_screen()
    {
        var link = Button("on-call", "checkout:41").Find("a");

        Assert.Equal("/services/production/shop/checkout/rollback?to=checkout%3A41&seen=ecs-svc%2F43", link.GetAttribute("href"));
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("manager")]
    public void Who_may_not_roll_back_gets_a_disabled_button_that_the_keyboard_reaches_with_the_reason(string person)
    {
        var view = Button(person);

        var button = view.Find("button");
        Assert.Empty(view.FindAll("a"));
        Assert.Equal("true", button.GetAttribute("aria-disabled"));
        Assert.False(button.HasAttribute("disabled"));
        Assert.Contains("needs the role OnCall", view.Find("#" + button.GetAttribute("aria-describedby")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void While_the_service_is_being_rolled_back_the_button_is_disabled_with_the_reason_and_comes_back_by_itself()
    {
        rollbacks.Publish(new([Intents.Accepted]), Make.Noon);
        var view = Button("on-call");

        var button = view.Find("button");
        Assert.Empty(view.FindAll("a"));
        Assert.Equal("true", button.GetAttribute("aria-disabled"));
        Assert.False(button.HasAttribute("disabled"));
        Assert.Equal("A rollback is under way.", view.Find("#" + button.GetAttribute("aria-describedby")).TextContent);

        rollbacks.Publish(new([Intents.Accepted with { State = IntentState.Verified }]), Make.Noon);
        time.Advance(TimeSpan.FromMilliseconds(300));
        view.WaitForAssertion(() => Assert.Single(view.FindAll("a")));
    }

    [Fact]
    public void A_rollback_of_another_service_is_no_obstacle()
    {
        rollbacks.Publish(new([Intents.Accepted with { Key = new("production", "shop", "cart") }]), Make.Noon);

        Assert.Single(Button("on-call").FindAll("a"));
    }

    private IRenderedComponent<RollBackButton> Button(string person, string? to = null) => Render<RollBackButton>(parameters => parameters
        .Add(button => button.Key, Make.Key()).Add(button => button.Seen, "ecs-svc/43").Add(button => button.To, to)
        .AddCascadingValue(People.State(person)));
}

internal static class People
{
    public static ClaimsPrincipal Of(string id) => DemoPerson.All.First(person => person.Id == id).Principal;

    public static Task<AuthenticationState> State(string id) => Task.FromResult(new AuthenticationState(Of(id)));
}
