using Bunit;
using Dashboard.Rollback;
using Dashboard.Simulator;
using Dashboard.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Rollback;

public sealed class ApprovalCardTests : BunitContext, IAsyncLifetime
{
    private RollbackHouse house = null!;
    private RollbackIntent waiting = null!;

    public async ValueTask InitializeAsync()
    {
        house = await RollbackHouse.StartAsync(settings: new Dictionary<string, string?> { ["Rollback:TwoPersons:0"] = "production/*" });
        Services.AddSingleton<TimeProvider>(house.Time).AddDoors().AddSingleton(house.Get<RollbackApproval>());
        var command = house.Command();
        await house.RollBackAsync(command);
        waiting = await house.IntentAsync(command.IntentId);
    }

    [Fact]
    public async Task The_second_person_sees_what_would_change_and_how_long_they_have_and_sends_it()
    {
        house.Time.Advance(TimeSpan.FromMinutes(3));
        var card = Card("second");
        Assert.Contains("production/shop needs two persons. You have 7 min left to approve it; nothing is sent before.", card.Find("p").TextContent, StringComparison.Ordinal);
        Assert.Contains("v1.4.2", card.Find(".diff").TextContent, StringComparison.Ordinal);

        await card.Find("button.act").ClickAsync();

        Assert.Equal("UpdateService", Assert.Single(house.Aws.Ledger).Operation);
    }

    [Fact]
    public async Task Who_asked_can_only_withdraw_it()
    {
        var card = Card("on-call");
        Assert.Empty(card.FindAll("button.act"));

        await card.FindAll("button").Single(button => button.TextContent == "Withdraw").ClickAsync();

        Assert.Equal(IntentState.NotSent, (await house.IntentAsync(waiting.Id)).State);
        Assert.Empty(house.Aws.Ledger);
    }

    [Fact]
    public void Who_may_not_roll_back_reads_why_there_is_no_button()
    {
        var card = Card("operator");

        Assert.Empty(card.FindAll("button"));
        Assert.Contains("needs the role OnCall", card.Markup, StringComparison.Ordinal);
        Assert.Contains("Another on-call engineer has 10 min left", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_said_where_it_was_clicked()
    {
        house.Aws.World.In(SimulatedWorld.Production).Ecs.UpdateService(new UpdateService("shop", "checkout") { TaskDefinition = "checkout:41" });
        var card = Card("second");

        await card.Find("button.act").ClickAsync();

        Assert.Contains("the service changed", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void After_ten_minutes_it_can_only_be_declined()
    {
        house.Time.Advance(TimeSpan.FromMinutes(10));

        var card = Card("second");

        Assert.True(card.Find("button.act").HasAttribute("disabled"));
        Assert.Contains("The time to approve it is over.", card.Markup, StringComparison.Ordinal);
    }

    public new async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await base.DisposeAsync();
    }

    private IRenderedComponent<ApprovalCard> Card(string person) =>
        Render<ApprovalCard>(parameters => parameters.Add(card => card.Rollback, waiting).AddCascadingValue(People.State(person)));
}
