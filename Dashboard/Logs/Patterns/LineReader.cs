using System.Text;

namespace Dashboard.Logs.Patterns;

/// <summary>The lines of a file of any content: ended by a line feed, a carriage return before it left out, bytes that are not UTF-8 replaced. No string per line.</summary>
internal sealed class LineReader(string file) : IDisposable
{
    private readonly StreamReader reader = new(file, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, 1 << 16);
    private char[] buffer = new char[1 << 16];
    private int start, end;
    private bool ended;

    /// <param name="line">Valid until the next call.</param>
    public bool Next(out ReadOnlySpan<char> line)
    {
        var searched = start;
        while (true)
        {
            var feed = buffer.AsSpan(searched, end - searched).IndexOf('\n');
            if (feed >= 0)
            {
                line = Without(buffer.AsSpan(start, searched + feed - start));
                start = searched + feed + 1;
                return true;
            }

            if (ended)
            {
                line = Without(buffer.AsSpan(start, end - start));
                var any = end > start;
                start = end;
                return any;
            }

            searched = end - start;
            Fill();
        }
    }

    public List<string> Take(int lines)
    {
        var taken = new List<string>();
        while (taken.Count < lines && Next(out var line))
            taken.Add(line[..Math.Min(line.Length, LineTokens.LongestLine)].ToString());
        return taken;
    }

    private void Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = reader.Read(buffer, end, buffer.Length - end);
        end += read;
        ended = read == 0;
    }

    private static ReadOnlySpan<char> Without(ReadOnlySpan<char> line) => line.EndsWith('\r') ? line[..^1] : line;

    public void Dispose() => reader.Dispose();
}
