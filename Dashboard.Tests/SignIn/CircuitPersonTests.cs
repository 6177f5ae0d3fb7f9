using System.Security.Claims;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.SignIn;

public sealed class CircuitPersonTests : IDisposable
{
    private readonly SessionHouse house = new();

    [Fact]
    public async Task A_circuit_that_comes_back_with_the_cookie_of_somebody_else_shows_nothing_any_more()
    {
        var (_, _, olivia) = await house.SignedInAsync(SessionHouse.Olivia, "Viewer");
        var (_, _, marta) = await house.SignedInAsync(SessionHouse.Marta, "Manager");
        var (circuit, told) = Begin(olivia);

        Connect(circuit, olivia);
        Assert.Equal(("Olivia Park", 0), (await NameAsync(circuit), told.Count));
        Connect(circuit, marta);

        Assert.Equal("Somebody else signed in in this browser.", circuit.Over);
        Assert.Equal((null, 1), (await NameAsync(circuit), told.Count));
        Connect(circuit, olivia);
        Assert.Null(await NameAsync(circuit));
    }

    [Fact]
    public async Task An_open_page_closes_when_the_timer_finds_the_session_ended()
    {
        var (_, session, sam) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (circuit, told) = Begin(sam);
        using var handler = new CircuitSession(circuit, Options.Create(new SignInOptions()), house.Time);
        await handler.OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);

        await house.Sessions.EndAsync(session.Id, SessionEnd.SignedOut, null);
        Assert.Null(circuit.Over);
        house.Time.Advance(TimeSpan.FromSeconds(20));
        await Task.WhenAny(told.First, Task.Delay(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        Assert.Equal("You signed out.", circuit.Over);
    }

    [Fact]
    public async Task Whatever_a_browser_asks_for_meets_the_session_as_it_is_then()
    {
        var (_, session, sam) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (circuit, _) = Begin(sam);
        using var handler = new CircuitSession(circuit, Options.Create(new SignInOptions()), house.Time);
        string? overBefore = "not asked", overAfter = "not asked";
        await handler.CreateInboundActivityHandler(_ => Note(out overBefore))(null!);

        await house.Sessions.EndAsync(session.Id, SessionEnd.SignedOut, null);
        await handler.CreateInboundActivityHandler(_ => Note(out overAfter))(null!);

        Assert.Equal((null, "You signed out."), (overBefore, overAfter));

        Task Note(out string? over)
        {
            over = circuit.Over;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task What_a_browser_says_is_taken_once_what_it_said_before_was_begun()
    {
        var (_, _, sam) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (circuit, _) = Begin(sam);
        using var handler = new CircuitSession(circuit, Options.Create(new SignInOptions()), house.Time);
        var queue = new BusyQueue();
        var (before, cancel) = (SynchronizationContext.Current, TestContext.Current.CancellationToken);
        SynchronizationContext.SetSynchronizationContext(queue);
        var opened = handler.OnCircuitOpenedAsync(null!, cancel);
        SynchronizationContext.SetSynchronizationContext(before);
        await opened;
        var (handled, drawn) = (new TaskCompletionSource(), new TaskCompletionSource());

        // The click is in the queue, where it waits behind something else, when the browser says that it drew a batch.
        var click = handler.CreateInboundActivityHandler(_ => handled.Task)(null!);
        var answer = handler.CreateInboundActivityHandler(_ =>
        {
            drawn.SetResult();
            return Task.CompletedTask;
        })(null!);
        await queue.Posted;
        Assert.False(drawn.Task.IsCompleted);
        queue.GoOn();
        await answer.WaitAsync(TimeSpan.FromSeconds(10), cancel);

        Assert.True(drawn.Task.IsCompleted);
        Assert.False(click.IsCompleted);
        handled.SetResult();
        await click;
    }

    [Fact]
    public async Task What_another_process_ended_is_found_within_a_second_and_not_read_for_each_answer()
    {
        var (_, session, sam) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (circuit, _) = Begin(sam);
        Assert.True(await circuit.LooksAliveAsync());

        await house.Restarted().EndAsync(session.Id, SessionEnd.SignedOut, null);
        Assert.True(await circuit.LooksAliveAsync());
        house.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(await circuit.LooksAliveAsync());
    }

    [Fact]
    public async Task Only_what_the_person_did_keeps_a_session_awake_and_looking_does_not()
    {
        var (_, _, sam) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (circuit, _) = Begin(sam);

        house.Time.Advance(TimeSpan.FromMinutes(50));
        Assert.True(await circuit.LooksAliveAsync());
        await circuit.ActedAsync(TimeSpan.FromMinutes(1));
        house.Time.Advance(TimeSpan.FromMinutes(58));
        Assert.True(await circuit.LooksAliveAsync());
        house.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(await circuit.LooksAliveAsync());
        Assert.Contains("no click or key for 1 h", circuit.Over, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_stays_while_the_database_cannot_be_read()
    {
        var (_, _, sam) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (circuit, _) = Begin(sam);
        Assert.True(await circuit.LooksAliveAsync());

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.WriteAllText(house.Temp.Path, "no database");

        Assert.True(await circuit.LooksAliveAsync());
        Assert.StartsWith("Your session cannot be read", (await house.Access.CheckAsync(sam, Permission.RollBack)).Refusal, StringComparison.Ordinal);
        house.Time.Advance(TimeSpan.FromHours(1));
        Assert.False(await circuit.LooksAliveAsync());
    }

    private (CircuitPerson Circuit, Told Told) Begin(ClaimsPrincipal person)
    {
        var (circuit, told) = (new CircuitPerson(house.Sessions, house.Time), new Told());
        Connect(circuit, person);
        circuit.AuthenticationStateChanged += told.Add;
        return (circuit, told);
    }

    private static void Connect(CircuitPerson circuit, ClaimsPrincipal person) => ((IHostEnvironmentAuthenticationStateProvider)circuit).SetAuthenticationState(Task.FromResult(new AuthenticationState(person)));

    private static async Task<string?> NameAsync(CircuitPerson circuit) => (await circuit.GetAuthenticationStateAsync()).User.Identity?.Name;

    public void Dispose() => house.Dispose();

    private sealed class BusyQueue : SynchronizationContext
    {
        private readonly TaskCompletionSource<Action> posted = new();

        public Task Posted => posted.Task;

        public void GoOn() => posted.Task.Result();

        public override void Post(SendOrPostCallback d, object? state) => posted.SetResult(() => d(state));
    }

    private sealed class Told
    {
        private readonly TaskCompletionSource first = new();

        public int Count { get; private set; }

        public Task First => first.Task;

        public void Add(Task<AuthenticationState> state)
        {
            Count++;
            first.TrySetResult();
        }
    }
}
