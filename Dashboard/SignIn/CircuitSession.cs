using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace Dashboard.SignIn;

/// <summary>Looks at the session of an open page now and then, and before anything that its browser asks for.</summary>
internal sealed class CircuitSession(CircuitPerson person, IOptions<SignInOptions> options, TimeProvider time) : CircuitHandler, IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private SynchronizationContext? queue;
    private ITimer? timer;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        // The framework calls this on the circuit's own queue.
        queue = SynchronizationContext.Current;
        timer = time.CreateTimer(_ => _ = person.LooksAliveAsync(), null, options.Value.Recheck, options.Value.Recheck);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <remarks>
    /// The page goes from the screen before what was asked of it is answered. It is not held back, because a component that goes waits for what its scripts answer.
    /// Each waits until those before it were begun. A click can stand in the circuit's queue when the browser says that it drew what came after; the framework takes
    /// that in beside the queue and forgets the handlers that were replaced, and the click would be lost.
    /// </remarks>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        Task begun;
        await turn.WaitAsync();
        try
        {
            await person.LooksAliveAsync();
            begun = next(context);
            if (!begun.IsCompleted && queue is not null)
                await PassedAsync(queue);
        }
        finally
        {
            turn.Release();
        }

        await begun;
    };

    private static Task PassedAsync(SynchronizationContext queue)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Post(_ => passed.SetResult(), null);
        return passed.Task;
    }

    // What still waits for its turn goes through: the semaphore has no handle that would have to be freed.
    public void Dispose() => timer?.Dispose();
}
