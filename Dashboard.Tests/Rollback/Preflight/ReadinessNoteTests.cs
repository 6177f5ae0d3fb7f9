using System.Collections.Immutable;
using Bunit;
using Dashboard.Live;
using Dashboard.Rollback.Preflight;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback.Preflight;

public sealed class ReadinessNoteTests : BunitContext
{
    private readonly Feed<ReadinessSnapshot> feed = new();

    public ReadinessNoteTests()
    {
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Make.Noon));
        Services.AddSingleton(feed);
    }

    [Fact]
    public void It_says_where_to_and_how_long_it_takes_with_how_many_warnings()
    {
        var report = new PreflightReport(Make.Ref(revision: 42), [new("Circuit breaker", PreflightResult.Warn, "Off.")], TimeSpan.FromMinutes(3), Make.Noon);

        Assert.Equal("Can go back to v1.0.42 in about 3 min; warnings: Circuit breaker.", Text(Found(true, "", report)));
    }

    [Fact]
    public void It_says_when_nothing_speaks_against_it() =>
        Assert.Equal("Can go back to v1.0.42; nothing speaks against it.", Text(Found(true, "", null)));

    [Fact]
    public void It_says_why_not() =>
        Assert.Equal("Cannot go back now: The image is gone.", Text(Found(false, "The image is gone.", null)));

    [Fact]
    public void It_says_nothing_before_anything_was_found_out() => Assert.Empty(Render<ReadinessNote>(parameters => parameters.Add(note => note.Key, Make.Key())).Markup.Trim());

    private static ServiceReadiness Found(bool can, string why, PreflightReport? report) => new(Make.Key(), Make.Ref(revision: 42), "v1.0.42", can, why, report, Make.Noon);

    private string Text(ServiceReadiness found)
    {
        feed.Publish(new ReadinessSnapshot(ImmutableDictionary<Dashboard.Fleet.ServiceKey, ServiceReadiness>.Empty.Add(found.Key, found)), Make.Noon);
        return string.Join(' ', Render<ReadinessNote>(parameters => parameters.Add(note => note.Key, Make.Key())).Find("p").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
