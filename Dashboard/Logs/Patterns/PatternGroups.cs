using System.Runtime.InteropServices;

namespace Dashboard.Logs.Patterns;

/// <summary>
/// Joins shapes into templates. Shapes of one bucket that differ in few words are neighbours; of the columns in which neighbours differ,
/// those whose words read like parts of the sentence divide them again, and those whose words read like values do not.
/// </summary>
internal static class PatternGroups
{
    // Pairs of a larger bucket are found by leaving out one or two columns, not by comparing all.
    private const int MostCompared = 400;

    /// <returns>Groups of at least one shape, in the order of their first.</returns>
    public static List<List<LineShape>> Of(IReadOnlyList<LineShape> shapes)
    {
        var buckets = new Dictionary<ulong, List<LineShape>>();
        var order = new Dictionary<LineShape, int>(shapes.Count);
        foreach (var shape in shapes)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(buckets, shape.Bucket, out _) ??= []).Add(shape);
            order[shape] = order.Count;
        }

        var groups = new List<List<LineShape>>();
        foreach (var bucket in buckets.Values)
            Divide(bucket, groups);
        JoinBeginnings(groups);
        groups.Sort((a, b) => order[a[0]].CompareTo(order[b[0]]));
        return groups;
    }

    /// <summary>Whoever a line begins with: many different first words before the same long rest are values, few are not.</summary>
    private static void JoinBeginnings(List<List<LineShape>> groups)
    {
        var alike = new Dictionary<ulong, List<List<LineShape>>>();
        foreach (var group in groups)
        {
            if (group[0].Tokens is [{ Kind: TokenKind.Word or TokenKind.Numbered }, ..] && PatternColumns.Rest(group) is { } rest)
                (CollectionsMarshal.GetValueRefOrAddDefault(alike, rest, out _) ??= []).Add(group);
        }

        foreach (var same in alike.Values.Where(same => same.Count >= PatternColumns.ManyBeginnings))
        {
            foreach (var group in same.Skip(1))
            {
                same[0].AddRange(group);
                group.Clear();
            }
        }

        groups.RemoveAll(group => group.Count == 0);
    }

    private static void Divide(List<LineShape> shapes, List<List<LineShape>> groups)
    {
        if (shapes.Count == 1)
        {
            groups.Add(shapes);
            return;
        }

        foreach (var neighbours in Neighbours(shapes))
        {
            if (PatternColumns.Dividing(neighbours) is not { } column)
            {
                groups.Add(neighbours);
                continue;
            }

            foreach (var part in neighbours.GroupBy(shape => PatternColumns.Key(shape.Tokens[column])))
                Divide([.. part], groups);
        }
    }

    private static List<List<LineShape>> Neighbours(List<LineShape> shapes)
    {
        var parents = Enumerable.Range(0, shapes.Count).ToArray();
        var columns = Enumerable.Range(0, shapes[0].Tokens.Length).Where(column => shapes[0].Tokens[column].Kind != TokenKind.Mark).ToArray();
        var apart = Math.Max(1, columns.Length * 3 / 10);
        if (shapes.Count <= MostCompared)
            Compare(shapes, columns, columns.Length == 1 ? 1 : apart, parents);
        else
            LeaveOut(shapes, columns, apart, parents);

        var groups = new Dictionary<int, List<LineShape>>();
        for (var i = 0; i < shapes.Count; i++)
            (CollectionsMarshal.GetValueRefOrAddDefault(groups, Root(parents, i), out _) ??= []).Add(shapes[i]);
        return [.. groups.Values];
    }

    private static void Compare(List<LineShape> shapes, int[] columns, int apart, int[] parents)
    {
        for (var i = 0; i < shapes.Count; i++)
        {
            for (var j = i + 1; j < shapes.Count; j++)
            {
                if (Root(parents, i) != Root(parents, j) && AreClose(shapes[i].Tokens, shapes[j].Tokens, columns, apart))
                    Join(parents, i, j);
            }
        }
    }

    private static bool AreClose(LineToken[] a, LineToken[] b, int[] columns, int apart)
    {
        foreach (var column in columns)
        {
            if (!PatternColumns.Same(a[column], b[column]) && --apart < 0)
                return false;
        }

        return true;
    }

    private static void LeaveOut(List<LineShape> shapes, int[] columns, int apart, int[] parents)
    {
        // Only columns that differ somewhere can tell shapes apart.
        var differing = columns.Where(column => shapes.Exists(shape => !PatternColumns.Same(shape.Tokens[column], shapes[0].Tokens[column]))).ToArray();
        var first = new Dictionary<ulong, int>(shapes.Count * differing.Length);
        var pairs = apart >= 2 && differing.Length <= 24;
        var parts = new ulong[differing.Length];
        for (var i = 0; i < shapes.Count; i++)
        {
            var sum = 0UL;
            for (var c = 0; c < differing.Length; c++)
                sum += parts[c] = Mix(PatternColumns.Key(shapes[i].Tokens[differing[c]]), (ulong)differing[c] + 1);
            for (var c = 0; c < differing.Length; c++)
            {
                Meet(sum - parts[c] + Mix(1, (ulong)c), i);
                for (var d = c + 1; pairs && d < differing.Length; d++)
                    Meet(sum - parts[c] - parts[d] + Mix(2, (ulong)((c * 64) + d)), i);
            }
        }

        void Meet(ulong rest, int shape)
        {
            ref var other = ref CollectionsMarshal.GetValueRefOrAddDefault(first, rest, out var met);
            if (met)
                Join(parents, other, shape);
            else
                other = shape;
        }
    }

    private static ulong Mix(ulong value, ulong salt)
    {
        value = (value ^ (salt * 0x9E3779B97F4A7C15)) * 0xBF58476D1CE4E5B9;
        return value ^ (value >> 31);
    }

    private static int Root(int[] parents, int i)
    {
        while (parents[i] != i)
            i = parents[i] = parents[parents[i]];
        return i;
    }

    // The earlier becomes the root, which keeps the order of groups.
    private static void Join(int[] parents, int a, int b)
    {
        (a, b) = (Root(parents, a), Root(parents, b));
        parents[Math.Max(a, b)] = Math.Min(a, b);
    }
}
