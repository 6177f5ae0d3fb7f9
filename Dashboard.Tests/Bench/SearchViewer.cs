using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Bench;

/// <summary>A tab on <c>/logs</c>: notes when its first rows were rendered and when its search had ended.</summary>
internal sealed partial class SearchViewer : IAsyncDisposable
{
    private readonly TaskCompletionSource<long> rows = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<long> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Viewer viewer = default!;

    /// <summary>A <see cref="Stopwatch"/> timestamp: the render batch with the first lines reached the tab.</summary>
    public Task<long> Rows => rows.Task;

    /// <summary>The same for the batch that says that the search came to its end or its bound.</summary>
    public Task<long> End => end.Task;

    /// <summary>Lines that the page says it read; after <see cref="End"/>.</summary>
    public int Read { get; private set; }

    /// <summary>Lines of them that the page says are here.</summary>
    public int Kept { get; private set; }

    public static async Task<SearchViewer> OpenAsync(SignedIn person, string path)
    {
        var search = new SearchViewer();
        search.viewer = await Viewer.OpenAsync(person, path, search.Rendered);
        return search;
    }

    // A batch holds its strings as UTF-8, one after the other.
    private void Rendered(byte[] batch)
    {
        if (!rows.Task.IsCompleted && batch.AsSpan().IndexOf("log-row"u8) >= 0)
            rows.TrySetResult(Stopwatch.GetTimestamp());
        if (end.Task.IsCompleted || Ended().Match(Encoding.UTF8.GetString(batch)) is not { Success: true } said)
            return;
        Read = Number(said.Groups["read"]);
        Kept = said.Groups["kept"].Success ? Number(said.Groups["kept"]) : Read;
        end.TrySetResult(Stopwatch.GetTimestamp());
    }

    public Task DropAsync() => viewer.DropAsync();

    private static int Number(Group digits) => int.Parse(digits.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => viewer.DisposeAsync();

    [GeneratedRegex(@"(Stopped after (?<read>[\d,]+) lines|(?<read>[\d,]+) lines between )[^<]*?(The newest (?<kept>[\d,]+) are here|$)", RegexOptions.Singleline)]
    private static partial Regex Ended();
}
