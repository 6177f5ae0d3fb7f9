using Dashboard.Metrics;

namespace Dashboard.Tests.Metrics;

public sealed class ErrorRateTests
{
    [Theory]
    [InlineData(100, 12, null, true, 12.0)]
    [InlineData(100, null, null, true, 0.0)]
    [InlineData(90, 5, 10, true, 15.0)]
    [InlineData(90, 9, 10, false, 10.0)]
    public void Errors_are_held_against_requests(double requests, int? targetErrors, int? loadBalancerErrors, bool alone, double percent) =>
        Assert.Equal(percent, ErrorRate.Percent(requests, targetErrors, loadBalancerErrors, alone));

    [Fact]
    public void A_minute_without_requests_has_no_rate_rather_than_a_zero() =>
        Assert.Null(ErrorRate.Percent(null, null, null, servesAlone: true));

    [Fact]
    public void Errors_of_a_shared_load_balancer_are_nobodys_rate() =>
        Assert.Null(ErrorRate.Percent(null, null, 50, servesAlone: false));

    [Fact]
    public void A_load_balancer_that_answers_all_requests_itself_makes_a_hundred_percent() =>
        Assert.Equal(100, ErrorRate.Percent(null, null, 50, servesAlone: true));
}
