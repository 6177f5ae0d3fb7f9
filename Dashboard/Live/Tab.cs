using Microsoft.JSInterop;

namespace Dashboard.Live;

/// <summary>Whether the person's browser shows the page now. Nothing is drawn for a page that nobody can see; shown again, it draws what it missed, once.</summary>
public sealed class Tab
{
    private volatile bool isHidden;

    /// <summary>From the thread that the browser's message came on.</summary>
    public event Action? Shown;

    public bool IsHidden => isHidden;

    /// <summary>The browser says so, at first and with every change.</summary>
    [JSInvokable]
    public void See(bool isVisible)
    {
        isHidden = !isVisible;
        if (isVisible)
            Shown?.Invoke();
    }
}
