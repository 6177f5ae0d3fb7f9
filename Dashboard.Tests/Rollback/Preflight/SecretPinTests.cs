using Dashboard.Rollback.Preflight;

namespace Dashboard.Tests.Rollback.Preflight;

public sealed class SecretPinTests
{
    private const string Arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-Ab12Cd";

    private static readonly Dictionary<string, IReadOnlyList<string>> Versions = new() { ["11111111-new"] = ["AWSCURRENT"], ["22222222-old"] = ["AWSPREVIOUS", "blue"] };

    [Theory]
    [InlineData(Arn, Found.Yes, null)]
    [InlineData(Arn + ":key:AWSPREVIOUS:", Found.Yes, null)]
    [InlineData(Arn + "::blue:", Found.Yes, null)]
    [InlineData(Arn + "::green:", Found.No, "has no version labelled green")]
    [InlineData(Arn + ":::22222222-old", Found.Yes, null)]
    [InlineData(Arn + "::blue:22222222-old", Found.Yes, null)]
    [InlineData(Arn + "::blue:11111111-new", Found.No, "has blue no longer on version 11111111")]
    [InlineData(Arn + ":::33333333-gone", Found.Doubtful, "no staging label on version 33333333")]
    public void A_pin_holds_as_long_as_its_label_and_version_do(string valueFrom, Found found, string? reason)
    {
        var look = SecretPin.Judge(SecretReference.Parse(valueFrom)!, null, Versions);

        Assert.Equal(found, look.Found);
        Assert.Contains(reason ?? "", look.Reason ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_pinned_says_that_its_value_may_be_another()
    {
        Assert.Contains("the value of now", SecretPin.Judge(SecretReference.Parse(Arn)!, null, Versions).Note, StringComparison.Ordinal);
        Assert.Null(SecretPin.Judge(SecretReference.Parse(Arn + "::AWSPREVIOUS:")!, null, Versions).Note);
    }

    [Fact]
    public void A_secret_scheduled_for_deletion_cannot_be_read() =>
        Assert.Equal((Found.No, "is scheduled for deletion since 2026-01-31 12:00:00Z, so no task can read it"), SecretPin.Judge(SecretReference.Parse(Arn)!, Make.Noon, Versions) is var look ? (look.Found, look.Reason) : default);
}
