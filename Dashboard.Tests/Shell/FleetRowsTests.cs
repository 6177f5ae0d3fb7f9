using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Rollback.Preflight;
using Dashboard.Shell;
using Dashboard.Status;
using Dashboard.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Shell;

public sealed class FleetRowsTests : IDisposable
{
    private static readonly ServiceStatus Cart = new(Make.Service("cart"), ServiceState.Healthy, [], null, null, Make.Metrics(Make.Noon, Make.Hour(1)), null, []) { CpuPercent = 30, LastDeployedAt = Make.Noon.AddMinutes(-5) };
    private readonly FakeTimeProvider time = new(Make.Noon);
    private readonly ServiceProvider services;
    private readonly FleetRows rows;

    public FleetRowsTests()
    {
        services = new ServiceCollection().AddSingleton<TimeProvider>(time).BuildServiceProvider();
        rows = new FleetRows(services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance, time);
    }

    public void Dispose() => services.Dispose();

    private DrawnRow Of(ServiceStatus row, ServiceReadiness? readiness = null, string? zone = null) => rows.Of(row, readiness, ViewerZone.From(zone));

    [Fact]
    public void It_is_drawn_again_only_when_a_person_would_see_the_difference()
    {
        var drawn = Of(Cart);
        void Differs(bool expected, ServiceStatus next) => Assert.Equal(expected, !ReferenceEquals(drawn, drawn = Of(next)));

        Differs(false, Cart with { Service = Make.Service("cart") with { ObservedAt = Make.Noon.AddSeconds(5) }, Metrics = Make.Metrics(Make.Noon, Make.Hour(1)) });
        Differs(true, Cart with { CpuPercent = 31 });
        Differs(true, Cart with { Service = Make.Service("cart") with { Running = 1 } });
        Differs(true, Cart with { State = ServiceState.Degraded, Facts = ["1 of 2 tasks running"] });
        Differs(true, Cart with { Metrics = Make.Metrics(Make.Noon, Make.Hour(2)) });
    }

    [Fact]
    public void What_did_not_change_is_the_same_text_so_that_only_the_rest_is_sent()
    {
        var (before, after) = (Of(Cart), Of(Cart with { CpuPercent = 31 }));

        Assert.Equal((before.State, before.Name, before.Targets, before.Back, before.Class), (after.State, after.Name, after.Targets, after.Back, after.Class));
        Assert.NotEqual(before.Metrics, after.Metrics);
        Assert.Contains("31 %", after.Metrics.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_drawn_again_when_it_can_no_longer_go_back()
    {
        var ready = new ServiceReadiness(Make.Key("cart"), Make.Ref("cart", 42), "v1.0.42", true, "It can go back to v1.0.42.", null, Make.Noon);
        var drawn = Of(Cart, ready);

        Assert.Same(drawn, Of(Cart, ready with { CheckedAt = Make.Noon.AddMinutes(1) }));
        Assert.Contains("The image is gone.", Of(Cart, ready with { CanGoBack = false, Why = "The image is gone." }).Back.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Viewers_in_two_zones_read_their_own_clocks()
    {
        var late = Cart with { MetricsAt = Make.Noon.AddMinutes(-20) };

        Assert.Contains("11:40 UTC", Of(late).Metrics.Value, StringComparison.Ordinal);
        Assert.Contains(">12:40<", Of(late, zone: "Europe/Berlin").Metrics.Value, StringComparison.Ordinal);
        Assert.Same(Of(late), Of(late));
    }

    [Fact]
    public void A_row_that_lags_behind_the_fleet_shows_its_own_age_and_an_old_one_is_marked()
    {
        Assert.DoesNotContain("read", Of(Cart).Name.Value, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(45));
        Assert.Contains("read <time", Of(Cart).Name.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("stale", Of(Cart).Class, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(46));
        Assert.Contains("stale", Of(Cart).Class, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_opens_the_page_later_reads_the_age_of_then()
    {
        Assert.Contains(">5 min ago<", Of(Cart).Back.Value, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Contains(">7 min ago<", Of(Cart).Back.Value, StringComparison.Ordinal);
    }
}
