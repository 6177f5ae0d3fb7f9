using Dashboard.Rollback.Preflight;

namespace Dashboard.Tests.Rollback.Preflight;

public sealed class SecretReferenceTests
{
    private const string Secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/checkout/db-Ab12Cd";

    [Theory]
    [InlineData(Secret, null, null)]
    [InlineData(Secret + ":password::", null, null)]
    [InlineData(Secret + ":password:AWSPREVIOUS:", "AWSPREVIOUS", null)]
    [InlineData(Secret + ":::9d4cb84b-ad69-40c0-a0ab-cead36b967e8", null, "9d4cb84b-ad69-40c0-a0ab-cead36b967e8")]
    public void A_secret_is_its_ARN_and_perhaps_a_pin(string valueFrom, string? stage, string? version)
    {
        var reference = SecretReference.Parse(valueFrom)!;

        Assert.Equal((Secret, "secret shop/checkout/db-Ab12Cd", "eu-west-1", "111122223333"), (reference.Id, reference.What, reference.Region, reference.Account));
        Assert.Equal((stage, version), (reference.Stage, reference.VersionId));
    }

    [Theory]
    [InlineData("db-password", "db-password", null)]
    [InlineData("/shop/db-password", "/shop/db-password", null)]
    [InlineData("arn:aws:ssm:eu-west-1:111122223333:parameter/shop/db-password", "/shop/db-password", "eu-west-1")]
    [InlineData("arn:aws:ssm:eu-west-1:111122223333:parameter/db-password", "db-password", "eu-west-1")]
    public void A_parameter_is_its_name_or_its_ARN(string valueFrom, string name, string? region)
    {
        var reference = SecretReference.Parse(valueFrom)!;

        Assert.True(reference.IsParameter);
        Assert.Equal((name, region), (reference.Id, reference.Region));
    }

    [Theory]
    [InlineData("arn:aws:s3:::bucket/key")]
    [InlineData("arn:aws:ssm:eu-west-1:111122223333:document/x")]
    [InlineData("arn:aws:secretsmanager:eu-west-1")]
    [InlineData("")]
    public void Anything_else_is_neither(string valueFrom) => Assert.Null(SecretReference.Parse(valueFrom));
}
