using System.Security.Claims;
using Bunit;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Rollback;

public sealed class RollBackButtonTests : BunitContext
{
    public RollBackButtonTests() => Services.AddSingleton<Access>();

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

    private IRenderedComponent<RollBackButton> Button(string person, string? to = null) => Render<RollBackButton>(parameters => parameters
        .Add(button => button.Key, Make.Key()).Add(button => button.Seen, "ecs-svc/43").Add(button => button.To, to)
        .AddCascadingValue(People.State(person)));
}

internal static class People
{
    public static ClaimsPrincipal Of(string id) => DemoPerson.All.First(person => person.Id == id).Principal;

    public static Task<AuthenticationState> State(string id) => Task.FromResult(new AuthenticationState(Of(id)));
}
