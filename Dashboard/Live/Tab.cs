using Microsoft.JSInterop;

namespace Dashboard.Live;

/// <summary>Whether the person's browser shows the page now. Nothing is drawn for a page that nobody can see; shown again, it draws what it missed, once.</summary>
public sealed class Tab
{
    private volatile bool isHidden;

    /// <summary>From the thread that the browser's message came on.</summary>
    public event Action? Shown;

    /// <summary>Null before the page has one, and for a component without a page.</summary>
    internal Beat? Beat { get; set; }

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
