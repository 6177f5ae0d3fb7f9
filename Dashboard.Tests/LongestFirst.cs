using Dashboard.Tests.Browser;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(MaxThreads = 3)]
[assembly: TestCollectionOrderer(typeof(Dashboard.Tests.LongestFirst))]

namespace Dashboard.Tests;

/// <summary>The journeys share one browser and go one after the other, so they begin with the run; of the others, the kills wait the longest.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName == BrowserCollection.Name ? 0 : collection.TestCollectionDisplayName.Contains("KillTests", StringComparison.Ordinal) ? 1 : 2)];
}
