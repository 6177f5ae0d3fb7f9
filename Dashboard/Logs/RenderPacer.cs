namespace Dashboard.Logs;

/// <summary>Lets a burst of changes share one render, at most one every 250 ms.</summary>
internal sealed class RenderPacer(TimeProvider time, Func<Func<Task>, Task> dispatch, Func<Task> render) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private int pending;
    private volatile bool isDisposed;

    /// <summary>From any thread.</summary>
    public void Soon()
    {
        if (!isDisposed && Interlocked.Exchange(ref pending, 1) == 0)
            _ = RenderAsync();
    }

    public void Dispose() => isDisposed = true;

    private async Task RenderAsync()
    {
        try
        {
            await Task.Delay(Pace, time).ConfigureAwait(false);
            await dispatch(() =>
            {
                Interlocked.Exchange(ref pending, 0);
                return isDisposed ? Task.CompletedTask : render();
            });
        }
        catch (ObjectDisposedException)
        {
            // The circuit went away between the change and the render.
        }
    }
}
