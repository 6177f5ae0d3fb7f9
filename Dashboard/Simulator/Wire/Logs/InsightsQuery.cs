using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Simulator.Wire;

/// <summary>A small part of CloudWatch Logs Insights: <c>fields</c>, <c>filter</c>, <c>sort</c>, <c>limit</c> and <c>stats count(*) by …</c>.</summary>
internal sealed partial class InsightsQuery
{
    public const int MaxRows = 10_000;
    private const int UsualRows = 1_000;
    private readonly List<Func<InsightsRow, bool>> filters = [];
    private string[] fields = ["@timestamp", "@message"];
    private (string Field, bool Descending)? sort;
    private (string Alias, TimeSpan? Bin, string? Field, string Group)? count;

    public int? Limit { get; private set; }

    /// <exception cref="WireFault">MalformedQueryException: a command or form that is not simulated, or wrong.</exception>
    public static InsightsQuery Parse(string text)
    {
        var query = new InsightsQuery();
        foreach (var part in Commands().Split(text).Select(part => part.Trim()).Where(part => part.Length > 0 && part[0] != '#'))
            query.Add(part);
        return query;
    }

    private void Add(string part)
    {
        if (Fields().Match(part) is { Success: true } listed)
            fields = listed.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries);
        else if (Filter().Match(part) is { Success: true } filter)
            filters.Add(Condition(filter));
        else if (Sort().Match(part) is { Success: true } order)
            sort = (order.Groups["field"].Value, order.Groups["way"].Value.Equals("desc", StringComparison.OrdinalIgnoreCase));
        else if (LimitTo().Match(part) is { Success: true } limit && int.Parse(limit.Groups[1].Value, CultureInfo.InvariantCulture) is >= 1 and <= MaxRows and var rows)
            Limit = rows;
        else if (Stats().Match(part) is { Success: true } stats)
            count = Count(stats);
        else
            throw new WireFault("MalformedQueryException", $"unexpected symbol found: \"{(part.Length > 60 ? part[..60] + "…" : part)}\"");
    }

    public List<Shape> Run(IEnumerable<InsightsRow> rows)
    {
        var matching = rows.Where(row => filters.TrueForAll(filter => filter(row)));
        if (count is { } counting)
            return [.. Counted(matching, counting).Take(Limit ?? UsualRows)];
        if (sort is { } order)
            matching = order.Descending ? matching.OrderByDescending(row => row[order.Field], Natural) : matching.OrderBy(row => row[order.Field], Natural);
        return [.. matching.Take(Limit ?? UsualRows).Select(row => Row([.. fields.Append("@ptr").Select(field => (field, row[field]))]))];
    }

    private IEnumerable<Shape> Counted(IEnumerable<InsightsRow> rows, (string Alias, TimeSpan? Bin, string? Field, string Group) counting)
    {
        var groups = rows.CountBy(row => counting.Bin is { } bin ? row.BinOf(bin) : counting.Field is { } field ? row[field] ?? "" : "");
        var ordered = sort?.Field == counting.Alias
            ? sort.Value.Descending ? groups.OrderByDescending(group => group.Value) : groups.OrderBy(group => group.Value)
            : sort is { Descending: false } || counting.Bin is null ? groups.OrderBy(group => group.Key, Natural) : groups.OrderByDescending(group => group.Key, Natural);
        return ordered.Select(group =>
        {
            var total = (counting.Alias, (string?)group.Value.ToString(CultureInfo.InvariantCulture));
            return counting.Group.Length == 0 ? Row([total]) : Row([(counting.Group, group.Key), total]);
        });
    }

    private static Comparer<string?> Natural { get; } = Comparer<string?>.Create((left, right) =>
        double.TryParse(left, CultureInfo.InvariantCulture, out var first) && double.TryParse(right, CultureInfo.InvariantCulture, out var second)
            ? first.CompareTo(second)
            : string.CompareOrdinal(left, right));

    private static Shape Row((string Field, string? Value)[] cells) => new()
    {
        ["row"] = cells.Where(cell => cell.Value is not null).Select(cell => new Shape { ["field"] = cell.Field, ["value"] = cell.Value }).ToList(),
    };

    private static (string, TimeSpan?, string?, string) Count(Match stats)
    {
        var alias = stats.Groups["alias"] is { Success: true } named ? named.Value : "count(*)";
        if (stats.Groups["size"] is { Success: true } size)
        {
            var amount = int.Parse(size.Value, CultureInfo.InvariantCulture);
            var bin = stats.Groups["unit"].Value switch { "s" => TimeSpan.FromSeconds(amount), "m" => TimeSpan.FromMinutes(amount), "h" => TimeSpan.FromHours(amount), _ => TimeSpan.FromDays(amount) };
            return (alias, bin, null, $"bin({amount}{stats.Groups["unit"].Value})");
        }

        return stats.Groups["by"] is { Success: true } by ? (alias, null, by.Value, by.Value) : (alias, null, null, "");
    }

    private static Func<InsightsRow, bool> Condition(Match filter)
    {
        var (field, operation) = (filter.Groups["field"].Value, filter.Groups["op"].Value.ToLowerInvariant());
        if (filter.Groups["regex"] is { Success: true } expression)
        {
            var regex = FilterPattern.Regex(expression.Value);
            return operation == "not like" ? row => row[field] is not { } text || !regex(text) : row => row[field] is { } text && regex(text);
        }

        var value = filter.Groups["text"] is { Success: true } quoted ? quoted.Value : filter.Groups["number"].Value;
        return operation switch
        {
            "like" => row => row[field]?.Contains(value, StringComparison.Ordinal) == true,
            "not like" => row => row[field]?.Contains(value, StringComparison.Ordinal) != true,
            "=" => row => row[field] == value,
            "!=" => row => row[field] != value,
            ">" => row => row[field] is { } text && Natural.Compare(text, value) > 0,
            ">=" => row => row[field] is { } text && Natural.Compare(text, value) >= 0,
            "<" => row => row[field] is { } text && Natural.Compare(text, value) < 0,
            _ => row => row[field] is { } text && Natural.Compare(text, value) <= 0,
        };
    }

    // A bar inside /a|b/ or "a|b" separates no commands.
    [GeneratedRegex("""\|(?=(?:[^"/]|"[^"]*"|/(?:\\.|[^/\\])*/)*$)""")]
    private static partial Regex Commands();

    [GeneratedRegex(@"^(?:fields|display)\s+([\w@.]+(?:\s*,\s*[\w@.]+)*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Fields();

    [GeneratedRegex("""^filter\s+(?<field>[\w@.]+)\s*(?:(?<op>(?:not\s+)?like)\s*(?:/(?<regex>(?:\\.|[^/\\])+)/|["'](?<text>[^"']*)["'])|(?<op>!=|>=|<=|=|>|<)\s*(?:["'](?<text>[^"']*)["']|(?<number>-?[\d.]+)))$""", RegexOptions.IgnoreCase)]
    private static partial Regex Filter();

    [GeneratedRegex(@"^sort\s+(?<field>[\w@.()*]+)(?:\s+(?<way>asc|desc))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Sort();

    [GeneratedRegex(@"^limit\s+(\d{1,6})$", RegexOptions.IgnoreCase)]
    private static partial Regex LimitTo();

    [GeneratedRegex(@"^stats\s+count\(\*?\)(?:\s+as\s+(?<alias>\w+))?(?:\s+by\s+(?:bin\(\s*(?<size>\d{1,4})\s*(?<unit>[smhd])\s*\)|(?<by>[\w@.]+)))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Stats();
}
