using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dashboard.SignIn;

/// <summary>An open page's place among those that its person may have; without one it says so and shows nothing else.</summary>
public sealed class CircuitPlace(AuthenticationStateProvider person, Limits limits) : CircuitHandler, IDisposable
{
    private IDisposable? place;

    /// <summary>Why the page is not shown, in a sentence; null while it is.</summary>
    public string? Refusal { get; private set; }

    // Before anything is drawn: the framework names the person first and the page's components after.
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var state = await person.GetAuthenticationStateAsync();
        place = limits.Take(state.User, Limit.Pages, out var refusal);
        Refusal = refusal;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => place?.Dispose();
}
