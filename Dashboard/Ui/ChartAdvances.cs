using Microsoft.JSInterop;

namespace Dashboard.Ui;

/// <summary>Tells one page's script how its charts go on, in one message for all that were set in one go. Used on the circuit's dispatcher only.</summary>
public sealed class ChartAdvances(IJSRuntime js)
{
    private readonly List<(Chart Chart, ChartAdvance Advance)> due = [];
    private Task<IJSObjectReference>? loading;
    private bool isUnanswered;

    /// <summary>The module that shows the crosshair, and draws what is sent.</summary>
    public async Task LoadAsync(string url)
    {
        try
        {
            // It listens on the document once, and goes with the page, so there is nothing to dispose of.
            await (loading ??= js.InvokeAsync<IJSObjectReference>("import", url).AsTask());
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The viewer left while the page was being drawn.
        }
    }

    /// <returns>False while the browser cannot be told, or has not answered the message before: draw the chart whole.</returns>
    public bool Send(Chart chart, ChartAdvance advance)
    {
        if (isUnanswered || loading is not { IsCompletedSuccessfully: true, Result: { } module })
            return false;
        due.Add((chart, advance));
        if (due.Count == 1)
            _ = SendAllAsync(module);
        return true;
    }

    private async Task SendAllAsync(IJSObjectReference module)
    {
        // The charts of the same page are set right after this one.
        await Task.Yield();
        var sent = due.ToArray();
        due.Clear();
        isUnanswered = true;
        foreach (var same in sent.GroupBy(one => (one.Advance.Base, one.Advance.From, one.Advance.To)))
        {
            var lost = await TellAsync(module, same.Key.Base, same.Key.From, same.Key.To, [.. same.Select(one => one.Advance)]);
            foreach (var (chart, _) in same.Where(one => lost.Contains(one.Advance.Id)))
                chart.Redraw();
        }

        isUnanswered = false;
    }

    /// <returns>The ids of charts that do not show what these advances follow.</returns>
    private static async Task<string[]> TellAsync(IJSObjectReference module, long before, long from, long to, ChartAdvance[] advances)
    {
        try
        {
            return await module.InvokeAsync<string[]?>("advance", before, from, to, advances.Select(advance => advance.Part)) ?? [];
        }
        catch (JSDisconnectedException)
        {
            return [];
        }
        catch (Exception unsaid) when (unsaid is JSException or OperationCanceledException or InvalidOperationException)
        {
            // The browser was away or did not answer in time; whether it drew them is not known.
            return [.. advances.Select(advance => advance.Id)];
        }
    }
}
