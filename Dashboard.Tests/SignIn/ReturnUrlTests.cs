using Dashboard.SignIn;

namespace Dashboard.Tests.SignIn;

public sealed class ReturnUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/services/production/shop/checkout?range=3h")]
    [InlineData("/logs?q=a%2Fb&group=production:%2Fecs%2Fshop%2Fcheckout")]
    [InlineData("/logs?q=https://example.com//x")]
    public void A_deep_link_of_the_dashboard_is_followed(string url) => Assert.Equal(url, ReturnUrl.Local(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/%2fevil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/%252fevil.example")]
    [InlineData("/a\\..\\b")]
    [InlineData("/\t/evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("audit")]
    [InlineData("/sign-in?returnUrl=/sign-in")]
    [InlineData("/sign-out")]
    public void Anything_else_becomes_the_start_page(string? url) => Assert.Equal("/", ReturnUrl.Local(url));
}
