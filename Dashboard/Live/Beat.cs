using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Dashboard.Live;

/// <summary>Draws the components of a page that a change concerns in one batch: by themselves each of them would send its own, and the browser would answer each.</summary>
public sealed class Beat : ComponentBase
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);
    private readonly ConcurrentQueue<LiveComponent> due = new();
    private readonly List<LiveComponent> ready = [];
    private int asked;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [CascadingParameter]
    public Tab Tab { get; set; } = new();

    protected override void OnInitialized() => Tab.Beat = this;

    /// <summary>From any thread.</summary>
    internal void Draw(LiveComponent component)
    {
        due.Enqueue(component);
        if (Interlocked.Exchange(ref asked, 1) == 0)
            _ = DrawAsync();
    }

    // What is drawn while another component is joins its batch.
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var component in ready)
            component.DrawNow();
        ready.Clear();
    }

    private async Task DrawAsync()
    {
        try
        {
            // Those that the same change concerns come one after the other.
            await Task.Delay(Gathering, Time).ConfigureAwait(false);
            await InvokeAsync(() =>
            {
                Volatile.Write(ref asked, 0);
                while (due.TryDequeue(out var component))
                    if (component.IsReady())
                        ready.Add(component);
                if (ready.Count > 0)
                    StateHasChanged();
            });
        }
        catch (ObjectDisposedException)
        {
            // The circuit went away between the change and the render.
        }
    }
}
