using Dashboard.Aws;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Tests.Aws;

public sealed class SecretPrefixTests
{
    [Theory]
    [InlineData(null, "secretsmanager:entra#secret", "entra")]
    [InlineData("dashboard/{environment}/", "secretsmanager:entra#secret", "dashboard/staging/entra")]
    [InlineData("dashboard/{environment}/", "ssm:entra", "/dashboard/staging/entra")]
    [InlineData("/dashboard/{environment}/", "ssm:/entra", "/dashboard/staging/entra")]
    [InlineData("staging-", "ssm:entra", "staging-entra")]
    [InlineData("dashboard/{environment}/", "secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:entra-Ab12Cd", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:entra-Ab12Cd")]
    public void Each_environment_has_secrets_of_its_own_by_the_prefix_of_their_names(string? prefix, string reference, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Secrets:Prefix"] = prefix }).Build();

        Assert.Equal(expected, SecretPrefix.Of(configuration, new TestEnvironment("Staging")).Complete(SecretName.Parse(reference)!).Id);
    }

    [Theory]
    [InlineData("secretsmanager:")]
    [InlineData("secretsmanager:a b")]
    [InlineData("secretsmanager:a#b#c")]
    [InlineData("secretsmanager:a#")]
    [InlineData("ssm:")]
    [InlineData("SSM:a")]
    [InlineData("hunter2")]
    public void What_is_no_reference_is_none(string text) => Assert.Null(SecretName.Parse(text));
}
