namespace Dashboard.Tests.Browser;

/// <summary>The journeys run one after the other: they share one Chromium, and the healthy dashboard that most of them only look at.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>, ICollectionFixture<QuietDashboard>
{
    public const string Name = "Browser";
}
