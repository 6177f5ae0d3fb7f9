using Dashboard.Aws;

namespace Dashboard.Tests.Aws;

public sealed class AwsOptionsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_with_its_key()
    {
        var options = new AwsOptions { Source = AwsSource.Account };
        options.Targets.Add(new AwsTargetOptions { Name = "a b", Region = "Ireland", RoleArn = "role" });
        options.Endpoints["Dynamo"] = "somewhere";

        var failures = Validate(options);

        Assert.Contains(failures, failure => failure.StartsWith("Aws:Targets:0:Name", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.StartsWith("Aws:Targets:0:Region", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.StartsWith("Aws:Targets:0:RoleArn", StringComparison.Ordinal));
        Assert.Equal(2, failures.Count(failure => failure.StartsWith("Aws:Endpoints:Dynamo", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_source_must_be_said() =>
        Assert.StartsWith("Aws:Source must say", Assert.Single(Validate(new AwsOptions())), StringComparison.Ordinal);

    [Fact]
    public void An_account_without_targets_is_refused() =>
        Assert.StartsWith("Aws:Targets must name", Assert.Single(Validate(new AwsOptions { Source = AwsSource.Account })), StringComparison.Ordinal);

    [Fact]
    public void Production_takes_no_endpoints()
    {
        var options = Account();
        options.Endpoints["Ecs"] = "https://ecs.example.com";

        Assert.StartsWith("Aws:Endpoints is not for Production", Assert.Single(Validate(options, "Production")), StringComparison.Ordinal);
        Assert.Empty(Validate(options, "Development"));
    }

    [Fact]
    public void Two_targets_need_two_names()
    {
        var options = Account();
        options.Targets.Add(new AwsTargetOptions { Name = "production", Region = "eu-central-1" });

        Assert.Contains("is used 2 times", Assert.Single(Validate(options)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-west-1")]
    [InlineData("us-gov-west-1")]
    [InlineData("ap-southeast-5")]
    public void Regions_of_every_partition_are_taken(string region)
    {
        var options = new AwsOptions { Source = AwsSource.Account };
        options.Targets.Add(new AwsTargetOptions { Name = "x", Region = region, RoleArn = "arn:aws-us-gov:iam::111122223333:role/path/name" });

        Assert.Empty(Validate(options));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(86_400)]
    public void A_time_limit_that_no_call_could_keep_is_refused(int seconds)
    {
        var options = Account();
        options.TimeLimits.Read = TimeSpan.FromSeconds(seconds);

        Assert.StartsWith("Aws:TimeLimits:Read must lie above zero", Assert.Single(Validate(options)), StringComparison.Ordinal);
    }

    private static AwsOptions Account()
    {
        var options = new AwsOptions { Source = AwsSource.Account };
        options.Targets.Add(new AwsTargetOptions { Name = "production", Region = "eu-west-1" });
        return options;
    }

    private static List<string> Validate(AwsOptions options, string environment = "Development") =>
        [.. new AwsOptionsValidation(new TestEnvironment(environment)).Validate(null, options).Failures ?? []];
}
