using Amazon.CloudWatchLogs;
using Amazon.ECS;
using Dashboard.Aws;

namespace Dashboard.Tests.Aws;

public sealed class ClientBuilderTests
{
    private static readonly AwsTarget Production = new("production", "eu-west-1", null, []);

    [Fact]
    public void Against_Amazon_the_Region_decides_the_endpoint()
    {
        var config = Builder(new AwsOptions { Source = AwsSource.Account }).Configure(new AmazonECSConfig(), "Ecs");

        Assert.Equal("https://ecs.eu-west-1.amazonaws.com", config.DetermineServiceOperationEndpoint(new(new Amazon.ECS.Model.ListClustersRequest())).URL.TrimEnd('/'));
        Assert.False(config.DisableHostPrefixInjection);
    }

    [Fact]
    public void A_configured_endpoint_is_called_and_signed_for_the_Region()
    {
        var options = new AwsOptions { Source = AwsSource.Account };
        options.Endpoints["Logs"] = "http://127.0.0.1:4566";

        var config = Builder(options).Configure(new AmazonCloudWatchLogsConfig(), "Logs");

        Assert.Equal(("http://127.0.0.1:4566/", "eu-west-1"), (config.ServiceURL.TrimEnd('/') + "/", config.AuthenticationRegion));
        Assert.True(config.DisableHostPrefixInjection);
    }

    [Fact]
    public void Production_ignores_configured_endpoints()
    {
        var options = new AwsOptions { Source = AwsSource.Account };
        options.Endpoints["Ecs"] = "http://127.0.0.1:4566";

        var config = Builder(options, production: true).Configure(new AmazonECSConfig(), "Ecs");

        Assert.True(config.IgnoreConfiguredEndpointUrls);
        Assert.True(string.IsNullOrEmpty(config.ServiceURL));
    }

    [Fact]
    public void Production_takes_a_roles_sessions_from_Amazon_in_the_targets_Region()
    {
        var sessions = Builder(new AwsOptions { Source = AwsSource.Account }, production: true).SessionConfig();

        Assert.True(sessions.IgnoreConfiguredEndpointUrls);
        Assert.Equal("https://sts.eu-west-1.amazonaws.com", sessions.DetermineServiceOperationEndpoint(new(new Amazon.SecurityToken.Model.AssumeRoleRequest())).URL.TrimEnd('/'));
    }

    [Fact]
    public void A_writer_never_sends_twice()
    {
        var builder = Builder(new AwsOptions { Source = AwsSource.Account });

        var writer = builder.Configure(new AmazonECSConfig(), "Ecs", writes: true);
        var reader = builder.Configure(new AmazonECSConfig(), "Ecs");

        Assert.Equal((0, 0), (writer.MaxErrorRetry, writer.MaxStaleConnectionRetries));
        Assert.Equal((1, 0), (reader.MaxErrorRetry, reader.MaxStaleConnectionRetries));
    }

    private static ClientBuilder Builder(AwsOptions options, bool production = false) => new(Production, options, production, new CallMeter(TimeProvider.System));
}
