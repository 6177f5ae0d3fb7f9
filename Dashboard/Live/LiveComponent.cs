using Microsoft.AspNetCore.Components;

namespace Dashboard.Live;

/// <summary>A component that renders again as soon as a feed changes, at most every 250 ms and never while its page is hidden, and lets go on dispose.</summary>
public abstract class LiveComponent : SteadyComponent, IDisposable
{
    private static readonly TimeSpan Throttle = TimeSpan.FromMilliseconds(250);

    // What somebody left out of Drawn is wrong for no longer than that.
    private static readonly TimeSpan SameFor = TimeSpan.FromSeconds(30);
    private readonly List<IDisposable> subscriptions = [];
    private int pending, owed;
    private long renderedAt, changeAt, changedAt, drawnAt;
    private object? drawn;
    private volatile bool disposed;

    [Inject]
    protected TimeProvider Time { get; set; } = default!;

    /// <summary>Null where no browser says what it shows.</summary>
    [CascadingParameter]
    public Tab? Tab { get; set; }

    protected DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Renders this component whenever the feed has a new reading.</summary>
    protected void Watch<T>(Feed<T> feed)
        where T : class => Watch(feed, () => true);

    /// <summary>The same, as long as the component has use for a new reading.</summary>
    /// <param name="isOfUse">Asked from the thread that publishes.</param>
    protected void Watch<T>(Feed<T> feed, Func<bool> isOfUse)
        where T : class => Keep(feed.Subscribe(() =>
        {
            if (isOfUse())
                RenderSoon();
        }));

    /// <summary>Runs on the component's dispatcher before each render that a change caused.</summary>
    protected virtual Task OnFeedChangedAsync() => Task.CompletedTask;

    /// <summary>All that the component draws, compared by what it equals: a change that leaves it the same draws nothing. Null where every change is drawn.</summary>
    /// <remarks>A feed changes with every poll of the whole fleet, and to most components says nothing new. Drawing what is there already costs the server, and a message to each browser.</remarks>
    protected virtual object? Drawn => null;

    protected override bool ShouldRender()
    {
        (drawn, drawnAt) = (Drawn, Time.GetTimestamp());
        return true;
    }

    /// <summary>Renders again every <paramref name="interval"/>, for what ages without a new reading.</summary>
    protected void Every(TimeSpan interval) =>
        Keep(Time.CreateTimer(_ => RenderSoon(), null, interval, interval));

    /// <summary>Something other than a feed changed; from any thread.</summary>
    protected void RenderSoon()
    {
        if (disposed || IsUnseen || Interlocked.Exchange(ref pending, 1) != 0)
            return;
        _ = RenderLaterAsync(Time.GetTimestamp());
    }

    /// <summary>The browser has drawn it: the framework calls this when it says so.</summary>
    protected override void OnAfterRender(bool firstRender)
    {
        if (Interlocked.Exchange(ref changedAt, 0) is not 0 and var since)
            LiveMeter.ToScreen.Record(Time.GetElapsedTime(since).TotalSeconds);
    }

    // Noted before it is asked, so that a page that is shown in between draws it now and not with the next change.
    private bool IsUnseen
    {
        get
        {
            if (Tab is not { IsHidden: true })
                return false;
            Volatile.Write(ref owed, 1);
            return Tab.IsHidden;
        }
    }

    private void Keep(IDisposable subscription)
    {
        if (subscriptions.Count == 0 && Tab is not null)
            Tab.Shown += OnShown;
        subscriptions.Add(subscription);
    }

    private void OnShown()
    {
        if (Interlocked.Exchange(ref owed, 0) != 0)
            RenderSoon();
    }

    /// <summary>Takes the change in, on the component's dispatcher.</summary>
    /// <returns>Whether it is to be drawn now: not when it is gone, and not yet when it reads something first.</returns>
    internal bool IsReady()
    {
        renderedAt = Time.GetTimestamp();
        Interlocked.Exchange(ref pending, 0);
        if (disposed)
            return false;
        var taken = TakeAsync();
        if (taken.IsCompletedSuccessfully)
            return taken.Result;
        _ = DrawAfterAsync(taken);
        return false;
    }

    private bool IsAnother => Drawn is not { } now || !now.Equals(drawn) || Time.GetElapsedTime(drawnAt) >= SameFor;

    internal void DrawNow()
    {
        changedAt = changeAt;
        StateHasChanged();
    }

    // What it throws is its own, whoever else is drawn with it.
    private async Task<bool> TakeAsync()
    {
        await OnFeedChangedAsync();
        return IsAnother;
    }

    private async Task DrawAfterAsync(Task<bool> taken)
    {
        try
        {
            if (await taken && !disposed)
                DrawNow();
        }
        catch (ObjectDisposedException) when (disposed)
        {
            // It went away meanwhile.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private async Task RenderLaterAsync(long since)
    {
        try
        {
            // Never on the thread that publishes: one viewer's render must not hold up another's.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

            // After a rest a change is shown at once; those that follow closely find one pending and share its render.
            if (renderedAt is not 0 and var last && Throttle - Time.GetElapsedTime(last) is { Ticks: > 0 } rest)
                await Task.Delay(rest, Time).ConfigureAwait(false);
            changeAt = since;
            if (Tab?.Beat is { } beat)
                beat.Draw(this);
            else
                await InvokeAsync(() =>
                {
                    if (IsReady())
                        DrawNow();
                });
        }
        catch (ObjectDisposedException)
        {
            // The circuit went away between the change and the render.
        }
        catch (Exception error)
        {
            // Where the dispatcher itself failed, nobody took the change; the next one must not wait for it.
            Interlocked.Exchange(ref pending, 0);

            // One broken circuit must not hurt the poll that called it.
            await DispatchExceptionAsync(error);
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        disposed = true;
        if (Tab is not null)
            Tab.Shown -= OnShown;
        foreach (var subscription in subscriptions)
            subscription.Dispose();
        subscriptions.Clear();
    }
}
