using Dapper;
using Dashboard.Alarms.Mutes;
using Dashboard.Audit;
using Dashboard.Live;
using Dashboard.Store;
using Dashboard.Tests.Rollback;

namespace Dashboard.Tests.Alarms.Mutes;

public sealed class MutingTests : IAsyncLifetime
{
    private static readonly MuteSubject Checkout = MuteSubject.Of(RollbackHouse.Checkout);
    private RollbackHouse house = default!;

    private MutesSnapshot Mutes => house.Get<Feed<MutesSnapshot>>().Current.Value ?? MutesSnapshot.None;

    private DateTimeOffset Now => house.Time.GetUtcNow();

    public async ValueTask InitializeAsync() => house = await RollbackHouse.StartAsync(looks: false);

    [Fact]
    public async Task It_says_by_whom_and_why_and_ends_by_itself_at_its_time()
    {
        Assert.Null(await MuteAsync(hours: 1));

        var mute = Mutes.Of(Checkout, Now)!;
        Assert.Equal(("planned load test", "Sam Okafor", Make.Noon.AddHours(1)), (mute.Reason, mute.By.Name, mute.Until));
        Assert.Null(Mutes.Of(new MuteSubject(IsAlarm: true, Checkout.Name), Now));
        house.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(Mutes.Of(Checkout, Now));
        house.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(Mutes.Of(Checkout, Now));
    }

    [Fact]
    public async Task It_outlives_a_restart()
    {
        await MuteAsync(hours: 4);

        await house.RestartAsync();
        await house.PollAsync("mutes");

        Assert.NotNull(Mutes.Of(Checkout, Now));
        house.Time.Advance(TimeSpan.FromHours(4));
        await house.PollAsync("mutes");
        Assert.Empty(Mutes.All);
    }

    [Fact]
    public async Task Muting_again_takes_the_place_of_the_first_which_can_then_not_be_ended_from_an_old_screen()
    {
        await MuteAsync(hours: 1);
        var first = Mutes.Of(Checkout, Now)!;
        await MuteAsync(hours: 4);

        Assert.Equal(Make.Noon.AddHours(4), Assert.Single(Mutes.All).Until);
        Assert.Equal("It is over already, or somebody has muted it anew.", await house.Get<Muting>().EndAsync(first, People.Of("on-call")));
        Assert.Single(Mutes.All);
        Assert.Null(await house.Get<Muting>().EndAsync(Mutes.All[0], People.Of("on-call")));
        Assert.Empty(Mutes.All);
    }

    [Fact]
    public async Task Every_one_is_on_record_and_so_is_every_refusal()
    {
        await MuteAsync(hours: 1);
        await house.Get<Muting>().EndAsync(Mutes.All[0], People.Of("operator"));
        await house.Get<Muting>().EndAsync(Mutes.All[0], People.Of("on-call"));
        await MuteAsync(hours: 1, person: "operator");

        Assert.Equal(
            [("mute", "accepted", "planned load test"), ("unmute", "refused", "planned load test"), ("unmute", "accepted", "planned load test"), ("mute", "refused", "planned load test")],
            (await house.Get<AuditLog>().FindAsync(new AuditFilter(), 10, cancel: TestContext.Current.CancellationToken)).Reverse().Select(entry => (entry.Action, entry.Outcome, entry.Reason!)));
    }

    [Theory]
    [InlineData("x", 1, "Give a reason of at least 3 characters")]
    [InlineData("<b>loud</b>", 1, "The reason holds markup")]
    [InlineData("load test", 0, "Mute it for at most 7 days.")]
    [InlineData("load test", 169, "Mute it for at most 7 days.")]
    public async Task A_mute_without_a_reason_or_an_end_is_refused(string reason, double hours, string why)
    {
        Assert.StartsWith(why, await house.Get<Muting>().MuteAsync(Checkout, TimeSpan.FromHours(hours), reason, People.Of("on-call")), StringComparison.Ordinal);
        Assert.Empty(Mutes.All);
    }

    [Fact]
    public async Task Without_a_record_nothing_is_muted()
    {
        await house.Get<Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync("DROP TABLE audit", transaction: transaction), TestContext.Current.CancellationToken);

        Assert.StartsWith("Nothing was changed: it could not be recorded", await MuteAsync(hours: 1), StringComparison.Ordinal);

        await house.PollAsync("mutes");
        Assert.Empty(Mutes.All);
    }

    private Task<string?> MuteAsync(double hours, string person = "on-call") => house.Get<Muting>().MuteAsync(Checkout, TimeSpan.FromHours(hours), " planned load test ", People.Of(person));

    public async ValueTask DisposeAsync() => await house.DisposeAsync();
}
