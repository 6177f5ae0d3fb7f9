using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.SignIn;

public sealed class LimitsTests : IDisposable
{
    private readonly SessionHouse house = new();
    private readonly Limits limits;

    public LimitsTests() => limits = new Limits(Options.Create(new LimitsOptions { PagesPerPerson = 2, SearchesPerPerson = 1 }), house.Audit, house.Time, NullLogger<Limits>.Instance);

    [Fact]
    public void What_is_given_back_is_room_again_and_nobody_takes_from_another()
    {
        var (sam, marta) = (Person("sam"), Person("marta"));
        var first = limits.Take(sam, Limit.Pages, out _)!;
        using var second = limits.Take(sam, Limit.Pages, out var none);
        Assert.Null(none);

        Assert.Null(limits.Take(sam, Limit.Pages, out var refusal));
        Assert.Equal("You have 2 pages of the dashboard open, as many as one person may have. Close one and load this page again; those that were open before go on working.", refusal);
        using var search = limits.Take(sam, Limit.Searches, out _);
        using var others = limits.Take(marta, Limit.Pages, out _);
        Assert.NotNull(search);
        Assert.NotNull(others);

        first.Dispose();
        first.Dispose();
        using var again = limits.Take(sam, Limit.Pages, out _);
        Assert.NotNull(again);
        Assert.Null(limits.Take(sam, Limit.Pages, out _));
    }

    [Fact]
    public async Task It_is_recorded_once_a_person_and_minute_and_counted_each_time()
    {
        var counted = new List<string?>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, all) => { if (instrument.Meter.Name == Limits.MeterName) all.EnableMeasurementEvents(instrument); } };
        var test = Environment.CurrentManagedThreadId;
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            if (Environment.CurrentManagedThreadId == test)
                counted.Add($"{count} {tags[0].Value}");
        });
        listener.Start();

        for (var time = 0; time < 3; time++)
            limits.Reached(Person("sam"), Limit.Downloads);
        limits.Reached(new ClaimsPrincipal(), Limit.SignIns, "192.0.2.7");
        limits.Reached(Person("marta"), Limit.Downloads);
        Assert.Equal(["1 DownloadsPerMinute", "1 DownloadsPerMinute", "1 DownloadsPerMinute", "1 SignInsPerMinute", "1 DownloadsPerMinute"], counted);
        await limits.Recording;
        house.Time.Advance(TimeSpan.FromMinutes(1));
        limits.Reached(Person("sam"), Limit.Downloads);
        await limits.Recording;

        var trail = (await house.Audit.FindAsync(new AuditFilter(null, "limit"), 10, cancel: TestContext.Current.CancellationToken)).Select(entry => $"{entry.Actor.Id} {entry.Outcome} {entry.Detail}");
        Assert.Equal(["anonymous refused Limits:SignInsPerMinute=120, 192.0.2.7", "marta refused Limits:DownloadsPerMinute=60", "sam refused Limits:DownloadsPerMinute=60", "sam refused Limits:DownloadsPerMinute=60"], trail.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_page_that_is_one_too_many_says_so_and_the_older_ones_stay_open()
    {
        using var first = Circuit("sam");
        using var second = Circuit("sam");
        using var third = Circuit("sam");
        foreach (var circuit in new[] { first, second, third })
            await circuit.OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);

        Assert.Equal((null, null), (first.Refusal, second.Refusal));
        Assert.StartsWith("You have 2 pages of the dashboard open", third.Refusal, StringComparison.Ordinal);

        await third.OnCircuitClosedAsync(null!, TestContext.Current.CancellationToken);
        await first.OnCircuitClosedAsync(null!, TestContext.Current.CancellationToken);
        using var fourth = Circuit("sam");
        await fourth.OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);
        Assert.Null(fourth.Refusal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_limit_that_makes_no_sense_is_refused_by_its_name(int value)
    {
        foreach (var property in typeof(LimitsOptions).GetProperties())
        {
            var (options, problems) = (new LimitsOptions(), new List<ValidationResult>());
            property.SetValue(options, value);

            Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true));
            Assert.StartsWith($"Limits:{property.Name} must be 1 to ", Assert.Single(problems).ErrorMessage, StringComparison.Ordinal);
        }

        var defaults = new LimitsOptions();
        Assert.True(Validator.TryValidateObject(defaults, new ValidationContext(defaults), null, validateAllProperties: true));
    }

    public void Dispose() => house.Dispose();

    private static ClaimsPrincipal Person(string id) => new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id), new Claim(ClaimTypes.Name, id)], "Test"));

    private CircuitPlace Circuit(string id) => new(new Known(Person(id)), limits);

    private sealed class Known(ClaimsPrincipal person) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(person));
    }
}
