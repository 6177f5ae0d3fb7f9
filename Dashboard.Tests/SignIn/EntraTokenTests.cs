using System.Security.Cryptography;
using Dashboard.Tests.Browser;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;

namespace Dashboard.Tests.SignIn;

/// <summary>An identity token that is right in all but one thing, from a directory that redeems the code as it should.</summary>
public sealed class EntraTokenTests(EntraTokenTests.House house) : IClassFixture<EntraTokenTests.House>
{
    [Theory]
    [InlineData("")]
    [InlineData("another app")]
    [InlineData("another sign-in")]
    [InlineData("another key")]
    [InlineData("another algorithm")]
    public async Task A_token_that_was_not_signed_for_this_app_and_this_sign_in_by_the_directory_signs_nobody_in(string wrong)
    {
        using var foreign = RSA.Create(2048);
        var directory = house.Directory;
        var redeemed = directory.CodesRedeemed;
        directory.Forge = token =>
        {
            if (wrong == "another app")
                token.Principal.SetAudiences("99999999-2222-3333-4444-555555555555");
            else if (wrong == "another sign-in")
                token.Principal.SetClaim("nonce", "of-another-sign-in");
            else if (wrong == "another key")
                token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(foreign), SecurityAlgorithms.RsaSha256);
            else if (wrong == "another algorithm")
                token.SigningCredentials = new SigningCredentials(token.SigningCredentials!.Key, SecurityAlgorithms.RsaSsaPssSha256);
        };
        using var person = new EntraVisitor(house.Story.Server);

        Assert.Equal(wrong.Length == 0 ? "/status" : "/sign-in?problem=entra", await person.SignInAsync("Otto Oncall"));

        Assert.Equal(redeemed + 1, directory.CodesRedeemed);
        Assert.Equal(wrong.Length == 0, (await person.PageAsync("/status")).Contains("Otto Oncall", StringComparison.Ordinal));
    }

    public sealed class House : IAsyncLifetime
    {
        internal DirectoryDouble Directory { get; private set; } = default!;
        internal RunningStory Story { get; private set; } = default!;

        public async ValueTask InitializeAsync()
        {
            Directory = await DirectoryDouble.StartAsync();
            Story = await RunningStory.StartAsync(TimeProvider.System, Directory.Settings);
        }

        public async ValueTask DisposeAsync()
        {
            await Story.DisposeAsync();
            await Directory.DisposeAsync();
        }
    }
}
