using System.Runtime.InteropServices;

namespace Dashboard.Logs.Patterns;

/// <summary>
/// Groups log lines into templates. Each line is cut and reduced to its shape in one pass; the shapes, which are few, are joined into templates when
/// the patterns are asked for. Memory is bounded by the number of templates: shapes are merged when there are <see cref="MostShapes"/> of them.
/// Not thread-safe.
/// </summary>
public sealed class PatternMiner
{
    /// <summary>Shapes held before they are merged.</summary>
    public const int MostShapes = 20_000;

    /// <summary>Shapes ever told apart; lines of further ones, which only text without any repetition reaches, are one template of their own.</summary>
    public const int MostHandles = 400_000;

    private readonly LineTokens tokens = new();
    private readonly HeaderLayout layout;
    private readonly Dictionary<ulong, int> known = [];
    private readonly Dictionary<ulong, List<int>> merged = [];
    private readonly List<LineShape?> shapes = [];
    private readonly List<int> movedTo = [];
    private int live;
    private int unlike = -1;

    private PatternMiner(HeaderLayout layout) => this.layout = layout;

    /// <param name="sample">The first lines, at most some two thousand of which are looked at, to learn how the lines of this source begin. May be empty: then lines are taken whole.</param>
    public static PatternMiner For(IEnumerable<string> sample) => new(HeaderLayout.Learn(sample));

    public long Lines { get; private set; }

    /// <param name="line">One line without its end, of any length and content; the first 4096 characters after its header count.</param>
    /// <param name="at">When it came, for the times of its pattern.</param>
    /// <param name="revision">What produced it, for the counts of its pattern.</param>
    /// <returns>A handle of the line's shape, which <see cref="Patterns"/> maps to a pattern.</returns>
    public int Add(ReadOnlySpan<char> line, DateTimeOffset? at = null, string? revision = null)
    {
        Lines++;
        tokens.Read(line, layout.End(line));
        var fingerprint = tokens.Fingerprint;
        if (!known.TryGetValue(fingerprint, out var handle))
            handle = Meet(line, fingerprint);
        var shape = shapes[handle]!;
        if (shape.Tally.Add(at, revision) && shape.Tokens.Length == tokens.All.Length)
            shape.Tally.Look(line, tokens.All, shape);
        return handle;
    }

    /// <summary>The templates so far, in the order of their first lines, and the index of the template of each handle given out.</summary>
    public MinedPatterns Patterns()
    {
        var groups = PatternGroups.Of([.. shapes.OfType<LineShape>()]);
        var index = new Dictionary<LineShape, int>();
        var byText = new Dictionary<string, int>();
        var patterns = new List<LogPattern>();
        foreach (var group in groups)
        {
            var pattern = PatternReport.Of(group, layout.End(group[0].Example));
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(byText, pattern.Template, out var written);
            if (!written)
            {
                place = patterns.Count;
                patterns.Add(pattern);
            }
            else
                patterns[place] = PatternReport.Joined(patterns[place], pattern);

            foreach (var shape in group)
                index[shape] = place;
        }

        var byHandle = new int[shapes.Count];
        for (var handle = 0; handle < byHandle.Length; handle++)
            byHandle[handle] = index[shapes[Final(handle)]!];
        return new MinedPatterns(patterns, byHandle);
    }

    private int Meet(ReadOnlySpan<char> line, ulong fingerprint)
    {
        var bucket = LineShape.BucketOf(tokens.All);
        if (merged.Count > 0 && (Merged(bucket) ?? Merged(LineShape.BucketOf(tokens.All, anyBeginning: true))) is { } found)
            return found;
        if (shapes.Count >= MostHandles)
            return Unlike(Kept(line));
        if (live >= MostShapes)
            Merge();
        var handle = Hold(new LineShape(Kept(line), tokens.All.ToArray(), bucket));
        known[fingerprint] = handle;
        return handle;
    }

    private int? Merged(ulong bucket)
    {
        foreach (var candidate in merged.GetValueOrDefault(bucket) ?? [])
        {
            if (shapes[candidate]!.Covers(tokens.All))
                return candidate;
        }

        return null;
    }

    private string Kept(ReadOnlySpan<char> line) => line[..Math.Min(line.Length, layout.End(line) + LineTokens.LongestLine)].ToString();

    private int Hold(LineShape shape)
    {
        shapes.Add(shape);
        movedTo.Add(shapes.Count - 1);
        live++;
        return shapes.Count - 1;
    }

    /// <summary>The one template of lines that nothing else is like.</summary>
    private int Unlike(string example)
    {
        if (unlike < 0)
            unlike = Hold(new LineShape(example, [new LineToken(layout.End(example), example.Length, TokenKind.Value, 0)], 0));
        return unlike;
    }

    /// <summary>Shapes of one template become one shape, which lines like it find by their bucket.</summary>
    private void Merge()
    {
        var handles = new Dictionary<LineShape, int>();
        for (var handle = 0; handle < shapes.Count; handle++)
        {
            if (shapes[handle] is { } shape)
                handles[shape] = handle;
        }

        foreach (var group in PatternGroups.Of([.. handles.Keys]))
        {
            if (group.Count == 1)
                continue;
            var handle = handles[group[0]];
            var joint = PatternReport.Merged(group);
            foreach (var shape in group)
            {
                shapes[handles[shape]] = null;
                movedTo[handles[shape]] = handle;
            }

            shapes[handle] = joint;
            live -= group.Count - 1;
            var patterns = CollectionsMarshal.GetValueRefOrAddDefault(merged, joint.Bucket, out _) ??= [];
            patterns.RemoveAll(other => shapes[other] is null);
            if (!patterns.Contains(handle))
                patterns.Add(handle);
        }

        foreach (var (fingerprint, handle) in known)
        {
            if (movedTo[handle] != handle || merged.GetValueOrDefault(shapes[handle]!.Bucket)?.Contains(handle) == true)
                known.Remove(fingerprint);
        }

        // Shapes that nothing merges would make every further line pay for another attempt.
        if (live > MostShapes / 2)
            Forget();
    }

    /// <summary>The rarest shapes become one.</summary>
    private void Forget()
    {
        var rarest = Enumerable.Range(0, shapes.Count).Where(handle => handle != unlike && shapes[handle] is not null).OrderBy(handle => shapes[handle]!.Tally.Count).Take(live - (MostShapes / 2)).ToList();
        var into = Unlike(shapes[rarest[0]]!.Example);
        foreach (var handle in rarest)
        {
            shapes[into]!.Tally.Add(shapes[handle]!.Tally);
            shapes[handle] = null;
            movedTo[handle] = into;
            live--;
        }

        foreach (var (fingerprint, handle) in known)
        {
            if (shapes[handle] is null)
                known.Remove(fingerprint);
        }

        foreach (var patterns in merged.Values)
            patterns.RemoveAll(handle => shapes[handle] is null);
    }

    private int Final(int handle)
    {
        while (movedTo[handle] != handle)
            handle = movedTo[handle];
        return handle;
    }
}

/// <param name="All">In the order of their first lines.</param>
/// <param name="ByHandle">The index in <paramref name="All"/> of the pattern of each handle.</param>
public sealed record MinedPatterns(IReadOnlyList<LogPattern> All, IReadOnlyList<int> ByHandle);
