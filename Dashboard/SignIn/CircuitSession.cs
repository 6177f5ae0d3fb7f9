using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace Dashboard.SignIn;

/// <summary>Looks at the session of an open page now and then, and before anything that its browser asks for.</summary>
internal sealed class CircuitSession(CircuitPerson person, IOptions<SignInOptions> options, TimeProvider time) : CircuitHandler, IDisposable
{
    private ITimer? timer;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        timer = time.CreateTimer(_ => _ = person.LooksAliveAsync(), null, options.Value.Recheck, options.Value.Recheck);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    // The page goes from the screen before what was asked of it is answered. It is not held back, because a component that goes waits for what its scripts answer.
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        await person.LooksAliveAsync();
        await next(context);
    };

    public void Dispose() => timer?.Dispose();
}
