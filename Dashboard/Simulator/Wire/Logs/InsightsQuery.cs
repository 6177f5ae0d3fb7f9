using System.Globalization;

namespace Dashboard.Simulator.Wire;

/// <summary>A small part of CloudWatch Logs Insights: <c>fields</c>, <c>display</c>, <c>filter</c>, <c>sort</c>, <c>limit</c> and <c>stats count(*) by …</c>.</summary>
internal sealed class InsightsQuery
{
    public const int MaxRows = 10_000;
    private const int UsualRows = 1_000;
    private readonly List<Func<InsightsRow, bool>> filters = [];
    private List<string> fields = ["@timestamp", "@message"];
    private (string Field, bool Descending)? sort;
    private (string Alias, List<Grouping> By)? count;

    public int? Limit { get; private set; }

    /// <exception cref="WireFault">MalformedQueryException: a command or form that is not simulated, or wrong.</exception>
    public static InsightsQuery Parse(string text)
    {
        var (query, tokens) = (new InsightsQuery(), new InsightsTokens(text));
        do
            query.Add(tokens);
        while (tokens.Took("|"));
        return tokens.Peek.Kind == InsightsTokenKind.End ? query : throw tokens.Wrong();
    }

    public List<Shape> Run(IEnumerable<InsightsRow> rows)
    {
        var matching = rows.Where(row => filters.TrueForAll(filter => filter(row)));
        if (count is { } counting)
            return [.. Counted(matching, counting.Alias, counting.By).Take(Limit ?? UsualRows)];
        if (sort is { } order)
            matching = order.Descending ? matching.OrderByDescending(row => row[order.Field], InsightsCondition.Natural) : matching.OrderBy(row => row[order.Field], InsightsCondition.Natural);
        return [.. matching.Take(Limit ?? UsualRows).Select(row => Row([.. fields.Append("@ptr").Select(field => (field, row[field]))]))];
    }

    private void Add(InsightsTokens tokens)
    {
        if (tokens.Took("fields") || tokens.Took("display"))
            fields = Names(tokens);
        else if (tokens.Took("filter"))
            filters.Add(InsightsCondition.Parse(tokens));
        else if (tokens.Took("sort"))
            sort = Sort(tokens);
        else if (tokens.Took("limit"))
            Limit = Rows(tokens);
        else if (tokens.Took("stats"))
            count = Count(tokens);
        else
            throw tokens.Wrong();
    }

    private static List<string> Names(InsightsTokens tokens)
    {
        var names = new List<string>();
        do
            names.Add(tokens.Word());
        while (tokens.Took(","));
        return names;
    }

    private static int Rows(InsightsTokens tokens)
    {
        if (!int.TryParse(tokens.Peek.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) || rows is < 1 or > MaxRows)
            throw tokens.Wrong();
        tokens.Take();
        return rows;
    }

    private static (string, bool) Sort(InsightsTokens tokens)
    {
        var field = tokens.Word();
        if (field.Equals("count", StringComparison.OrdinalIgnoreCase) && tokens.Took("("))
        {
            tokens.Took("*");
            tokens.Expect(")");
            field = "count(*)";
        }
        else if (field == "bin" && tokens.Took("("))
        {
            field = $"bin({tokens.Word()})";
            tokens.Expect(")");
        }

        var isDescending = tokens.Took("desc");
        if (!isDescending)
            tokens.Took("asc");
        return (field, isDescending);
    }

    private static (string, List<Grouping>) Count(InsightsTokens tokens)
    {
        tokens.Expect("count");
        tokens.Expect("(");
        tokens.Took("*");
        tokens.Expect(")");
        var alias = tokens.Took("as") ? tokens.Word() : "count(*)";
        var by = new List<Grouping>();
        if (tokens.Took("by"))
        {
            do
                by.Add(By(tokens));
            while (tokens.Took(","));
        }

        return (alias, by);
    }

    private static Grouping By(InsightsTokens tokens)
    {
        var at = tokens.Peek;
        var field = tokens.Word();
        if (field != "bin" || !tokens.Took("("))
            return new Grouping(field, row => row[field]);
        var size = tokens.Word();
        tokens.Expect(")");
        if (size.Length < 2 || !int.TryParse(size[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount is 0 or > 9999)
            throw tokens.Wrong($"unexpected symbol found {size}", at.At, at.End);
        var bin = size[^1] switch
        {
            's' => TimeSpan.FromSeconds(amount),
            'm' => TimeSpan.FromMinutes(amount),
            'h' => TimeSpan.FromHours(amount),
            'd' => TimeSpan.FromDays(amount),
            _ => throw tokens.Wrong($"unexpected symbol found {size}", at.At, at.End),
        };
        return new Grouping($"bin({size})", row => row.BinOf(bin));
    }

    private IEnumerable<Shape> Counted(IEnumerable<InsightsRow> rows, string alias, List<Grouping> by)
    {
        var groups = rows.CountBy(row => string.Join('\0', by.Select(group => group.Value(row) ?? ""))).Select(group => (Keys: group.Key.Split('\0'), group.Value)).ToList();
        var place = by.FindIndex(group => group.Name == sort?.Field);
        IEnumerable<(string[] Keys, int Value)> ordered = sort switch
        {
            { } order when order.Field == alias => order.Descending ? groups.OrderByDescending(group => group.Value) : groups.OrderBy(group => group.Value),
            { } order when place >= 0 => order.Descending ? groups.OrderByDescending(group => group.Keys[place], InsightsCondition.Natural) : groups.OrderBy(group => group.Keys[place], InsightsCondition.Natural),
            _ when by is [{ IsBin: true }, ..] => groups.OrderByDescending(group => group.Keys[0], InsightsCondition.Natural),
            _ => groups.OrderBy(group => group.Keys[0], InsightsCondition.Natural),
        };
        return ordered.Select(group => Row([.. by.Select((grouping, column) => (grouping.Name, group.Keys[column] is { Length: > 0 } key ? key : null)), (alias, group.Value.ToString(CultureInfo.InvariantCulture))]));
    }

    private static Shape Row((string Field, string? Value)[] cells) => new()
    {
        ["row"] = cells.Where(cell => cell.Value is not null).Select(cell => new Shape { ["field"] = cell.Field, ["value"] = cell.Value }).ToList(),
    };

    private sealed record Grouping(string Name, Func<InsightsRow, string?> Value)
    {
        public bool IsBin => Name.StartsWith("bin(", StringComparison.Ordinal);
    }
}
