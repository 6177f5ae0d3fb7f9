using System.Text;
using Dashboard.Tests.Bench.Security;

namespace Dashboard.Tests.Shell;

public sealed class CanaryTests
{
    [Fact]
    public async Task No_secret_is_in_a_log_a_page_a_render_batch_an_export_an_exception_or_the_database()
    {
        await using var hunt = await CanaryHunt.StartAsync();
        Assert.Equal($"{CanaryHunt.Mark}-entra", hunt.Configuration["AzureAd:ClientSecret"]);

        var places = await hunt.RunAsync();

        Assert.Equal(["database", "exceptions", "exports", "logs", "pages", "render batches"], places.Select(place => place.Place));
        Assert.All(places, place => Assert.True(place.Bytes > 500, $"Hardly anything was searched: {place}"));
        Assert.All(places, place => Assert.Equal(place with { Hits = 0 }, place));
        Assert.Equal($"{CanaryHunt.Mark}-rotated", hunt.Configuration["AzureAd:ClientSecret"]);

        hunt.Hear("a place that tells", Encoding.UTF8.GetBytes($"the password is {CanaryHunt.Mark}-x"));
        Assert.Equal(1, hunt.Places.Single(place => place.Place == "a place that tells").Hits);
    }
}
