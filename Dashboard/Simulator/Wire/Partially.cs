namespace Dashboard.Simulator.Wire;

/// <summary>Describe operations answer 200 with <c>failures[]</c>; the fault "partial" moves every second item there.</summary>
internal static class Partially
{
    public static Shape Described<T>(WireCall call, string name, IEnumerable<T> items, Func<T, string> arn, IReadOnlyList<Failure> failures)
        where T : class
    {
        var all = items.ToList();
        if (call.Partial)
        {
            failures = [.. failures, .. all.Where((_, at) => at % 2 == 0).Select(item => new Failure(arn(item), "INTERNAL"))];
            all = [.. all.Where((_, at) => at % 2 == 1)];
        }

        return new Shape { [name] = all.Camel(), ["failures"] = failures.Camel() };
    }
}
