using Dashboard.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Identity.Web;

namespace Dashboard.Tests.SignIn;

public sealed class EntraSignInTests
{
    [Theory]
    [InlineData(null, "https://login.microsoftonline.com/")]
    [InlineData("https://login.microsoftonline.us/", "https://login.microsoftonline.us/")]
    public void Without_an_instance_the_directory_is_in_the_public_cloud(string? configured, string expected)
    {
        var options = new MicrosoftIdentityOptions();

        EntraSignIn.Bind(options, new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["AzureAd:Instance"] = configured, ["AzureAd:ClientId"] = "c" }).Build());

        Assert.Equal((expected, "c"), (options.Instance, options.ClientId));
    }
}
