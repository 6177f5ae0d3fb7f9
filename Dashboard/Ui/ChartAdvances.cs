using Microsoft.JSInterop;

namespace Dashboard.Ui;

/// <summary>Tells one page's script how its charts go on, in one message for all that were set in one go. Used on the circuit's dispatcher only.</summary>
public sealed class ChartAdvances(IJSRuntime js)
{
    private readonly HashSet<Chart> due = [];
    private Task<IJSObjectReference>? loading;
    private bool isSending;

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

    /// <summary>There is more to draw of a chart that the browser has. While it has not answered, what comes is saved up for one step, so that a slow one is never sent more than it can draw.</summary>
    /// <returns>False where there is no script to tell: draw the chart whole.</returns>
    public bool Add(Chart chart)
    {
        if (loading is not { IsCompletedSuccessfully: true, Result: { } module })
            return false;
        due.Add(chart);
        if (!isSending)
            _ = SendAsync(module);
        return true;
    }

    private async Task SendAsync(IJSObjectReference module)
    {
        isSending = true;
        try
        {
            while (due.Count > 0)
            {
                // The charts of the same page are set right after this one.
                await Task.Yield();
                var steps = due.Select(chart => (Chart: chart, Advance: chart.Step()!)).Where(step => step.Advance is not null).ToArray();
                due.Clear();
                foreach (var same in steps.GroupBy(step => (step.Advance.Base, step.Advance.From, step.Advance.To)))
                {
                    var lost = await TellAsync(module, same.Key.Base, same.Key.From, same.Key.To, [.. same.Select(step => step.Advance)]);
                    foreach (var (chart, _) in same.Where(step => lost.Contains(step.Advance.Id)))
                        chart.Redraw();
                }
            }
        }
        finally
        {
            // Whatever went wrong, what comes next is told: a chart that stood still would look live.
            isSending = false;
        }
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
