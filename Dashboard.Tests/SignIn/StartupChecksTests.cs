using Dashboard.SignIn;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Tests.SignIn;

public sealed class StartupChecksTests
{
    private const string Demo = "SignIn:Demo=true", Simulator = "Aws:Source=Simulator", Account = "Aws:Source=Account", Unproven = "AzureAd:ClientId=c;AzureAd:TenantId=t", Unproxied = $"{Unproven};AzureAd:ClientSecret=s", Entra = $"{Unproxied};Proxy:Networks:0=10.0.0.0/16";

    [Theory]
    [InlineData("Development", $"{Simulator};{Demo}", "", "")]
    [InlineData("Development", $"{Simulator};{Entra}", "", "")]
    [InlineData("Development", $"{Account};{Entra}", "", "")]
    [InlineData("Production", $"{Account};{Entra}", "", "")]
    [InlineData("Production", $"{Simulator};{Entra}", "", "")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=http://127.0.0.1:4566", "")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=http://[::1]:4566", "")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=http://localhost:4566;AWS_ENDPOINT_URL_S3=https://s3.example.com", "")]
    [InlineData("Development", $"{Account};{Demo}", "", "AWS_ENDPOINT_URL")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=https://aws.example.com", "AWS_ENDPOINT_URL")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=http://127.0.0.1@aws.example.com", "AWS_ENDPOINT_URL")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=http://127.0.0.1.example.com", "AWS_ENDPOINT_URL")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=file:///tmp", "AWS_ENDPOINT_URL")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=http://127.0.0.1:1;AWS_ENDPOINT_URL_ECS=https://ecs.eu-west-1.amazonaws.com", "AWS_ENDPOINT_URL_ECS")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=http://127.0.0.1:1;AWS_ENDPOINT_URL_CLOUDWATCH_LOGS=http://10.0.0.1", "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=http://127.0.0.1:1;AWS_ENDPOINT_URL_STS=http://10.0.0.1", "AWS_ENDPOINT_URL_STS")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL_ECS=http://127.0.0.1:1", "AWS_ENDPOINT_URL")]
    [InlineData("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=http://127.0.0.1:1;AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")]
    [InlineData("Development", $"{Account};{Demo};Aws:Endpoints:Ecs=https://ecs.example.com", "AWS_ENDPOINT_URL=http://127.0.0.1:1", "Aws:Endpoints:Ecs")]
    [InlineData("Development", $"{Account};{Demo};Aws:Endpoints:Ecs=http://127.0.0.1:2", "AWS_ENDPOINT_URL=http://127.0.0.1:1;AWS_ENDPOINT_URL_ECS=https://ecs.example.com", "")]
    [InlineData("Development", $"{Simulator};{Demo};Aws:SimulatorUrl=https://aws.example.com", "", "Simulator:Urls")]
    [InlineData("Production", $"{Account};{Demo};{Entra}", "AWS_ENDPOINT_URL=http://127.0.0.1:1", "SignIn:Demo")]
    [InlineData("Development", $"{Simulator};{Demo};Simulator:Urls=http://0.0.0.0:4566", "", "Simulator:Urls")]
    [InlineData("Production", Account, "", "AzureAd:ClientId")]
    [InlineData("Production", $"{Simulator};{Demo}", "", "AzureAd:ClientId")]
    [InlineData("Production", Entra, "", "Aws:Source")]
    [InlineData("Development", Demo, "", "Aws:Source;AWS_ENDPOINT_URL")]
    [InlineData("Staging", Simulator, "", "AzureAd:ClientId")]
    [InlineData("Development", $"Aws:Source=Amazon;{Entra}", "", "Aws:Source")]
    [InlineData("Production", $"{Account};{Unproxied}", "", "Proxy:Networks")]
    [InlineData("Production", $"{Account};{Unproxied};urls=https://*:8443", "", "")]
    [InlineData("Production", $"{Account};{Unproxied};https_ports=8443", "", "")]
    [InlineData("Production", $"{Account};{Unproxied};Kestrel:Endpoints:Tls:Url=https://*:8443", "", "")]
    [InlineData("Development", $"{Account};{Unproxied}", "", "")]
    [InlineData("Production", $"{Account};{Unproxied};Proxy:Networks:0=10.0.0.0", "", "Proxy:Networks:0")]
    [InlineData("Production", $"{Account};{Entra};Proxy:Networks:1=0.0.0.0/0;Proxy:Networks:2=::/0", "", "Proxy:Networks:1;Proxy:Networks:2")]
    [InlineData("Production", $"{Account};{Entra};ForwardedHeaders_Enabled=true", "", "ASPNETCORE_FORWARDEDHEADERS_ENABLED")]
    [InlineData("Production", $"{Account};AzureAd:ClientId=c;AzureAd:ClientSecret=s;Proxy:Networks:0=10.0.0.0/16", "", "AzureAd:TenantId")]
    [InlineData("Production", $"{Account};AzureAd:ClientId=c;AzureAd:ClientSecret=s;AzureAd:TenantId=organizations;https_ports=1", "", "AzureAd:TenantId")]
    [InlineData("Production", $"{Account};AzureAd:ClientId=c;AzureAd:ClientSecret=s;AzureAd:TenantId=Common;https_ports=1", "", "AzureAd:TenantId")]
    [InlineData("Production", $"{Account};{Entra};AzureAd:Instance=http://127.0.0.1:5001/", "", "AzureAd:Instance")]
    [InlineData("Development", $"{Account};{Entra};AzureAd:Instance=http://127.0.0.1:5001/", "", "")]
    [InlineData("Development", $"{Account};{Entra};AzureAd:Instance=http://login.example.com/", "", "AzureAd:Instance")]
    [InlineData("Development", $"{Account};{Unproven}", "", "AzureAd:ClientCredentials")]
    [InlineData("Development", $"{Account};{Unproxied};AzureAd:ClientCredentials:0:SourceType=Path", "", "AzureAd:ClientCredentials:0")]
    [InlineData("Development", $"{Account};{Unproven};AzureAd:ClientCredentials:0:SourceType=KeyVault", "", "AzureAd:ClientCredentials:0:SourceType")]
    [InlineData("Development", $"{Account};{Unproven};AzureAd:ClientCredentials:0:ClientSecret=s", "", "AzureAd:ClientCredentials:0:SourceType")]
    [InlineData("Development", $"{Account};{Unproven};AzureAd:ClientCredentials:0:SourceType=clientsecret;AzureAd:ClientCredentials:0:ClientSecret=s", "", "")]
    [InlineData("Development", $"{Account};{Unproven};AzureAd:ClientCredentials:0:SourceType=Path", "", "AzureAd:ClientCredentials:0:CertificateDiskPath")]
    [InlineData("Development", $"{Account};{Unproven};AzureAd:ClientCredentials:0:SourceType=Path;AzureAd:ClientCredentials:0:CertificateDiskPath=nowhere.pfx", "", "AzureAd:ClientCredentials:0:CertificateDiskPath")]
    [InlineData("Development", $"{Account};{Unproven};AzureAd:ClientCredentials:0:SourceType=Base64Encoded;AzureAd:ClientCredentials:0:Base64EncodedValue=!", "", "AzureAd:ClientCredentials:0:Base64EncodedValue")]
    [InlineData("Development", $"{Account};{Unproven};AzureAd:ClientCredentials:0:SourceType=StoreWithThumbprint;AzureAd:ClientCredentials:0:CertificateStorePath=CurrentUser/My;AzureAd:ClientCredentials:0:CertificateThumbprint=00", "", "AzureAd:ClientCredentials:0:CertificateThumbprint")]
    [InlineData("Development", $"{Account};{Unproven};AzureAd:ClientCredentials:0:SourceType=SignedAssertionFilePath;AzureAd:ClientCredentials:0:SignedAssertionFileDiskPath=nowhere", "", "AzureAd:ClientCredentials:0:SignedAssertionFileDiskPath")]
    [InlineData("Production", $"{Account};{Entra};DetailedErrors=true", "", "DetailedErrors")]
    [InlineData("Production", "DetailedErrors=true;SignIn:Demo=true", "", "Aws:Source;AzureAd:ClientId;SignIn:Demo;DetailedErrors")]
    public void It_starts_only_in_combinations_that_are_safe(string environment, string configuration, string variables, string refusedFor)
    {
        var problems = Find(environment, configuration, variables, null);

        Assert.Equal(Split(refusedFor), problems.Select(problem => problem.Setting));
    }

    [Theory]
    [InlineData("[default]\nendpoint_url = http://localhost:4566\n", "", "")]
    [InlineData("[default]\nendpoint_url = https://aws.example.com\n", "", "endpoint_url of [default] in the AWS configuration file")]
    [InlineData("[profile ops]\nendpoint_url = https://aws.example.com\n[default]\nendpoint_url = http://localhost:1", "AWS_PROFILE=ops", "endpoint_url of [profile ops] in the AWS configuration file")]
    [InlineData("[default]\nendpoint_url = https://aws.example.com\n", "AWS_ENDPOINT_URL=http://127.0.0.1:1", "")]
    [InlineData("[default]\nservices = mine\nendpoint_url = http://localhost:1\n[services mine]\necs =\n  endpoint_url = http://localhost:2\n", "", "")]
    [InlineData("[default]\nservices = mine\nendpoint_url = http://localhost:1\n[services mine]\ns3 =\n  endpoint_url = http://localhost:2\necs =\n  endpoint_url = https://ecs.example.com # production\n", "", "endpoint_url of ecs in [services mine] of the AWS configuration file")]
    public void Endpoints_of_a_profile_count_as_much_as_variables(string file, string variables, string refusedFor)
    {
        var problems = Find("Development", $"{Account};{Demo}", variables, file);

        Assert.Equal(Split(refusedFor), problems.Select(problem => problem.Setting));
    }

    [Fact]
    public void A_password_in_an_endpoint_is_not_repeated()
    {
        var problem = Assert.Single(Find("Development", $"{Account};{Demo}", "AWS_ENDPOINT_URL=https://user:hunter2@aws.example.com", null));

        Assert.Contains("aws.example.com", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<StartupProblem> Find(string environment, string configuration, string variables, string? file) => StartupChecks.Find(
        new ConfigurationBuilder().AddInMemoryCollection(Pairs(configuration)).Build(),
        environment,
        new AwsSettings(name => Pairs(variables).GetValueOrDefault(name), file),
        DateTimeOffset.UnixEpoch);

    private static Dictionary<string, string?> Pairs(string text) => Split(text).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]);

    private static string[] Split(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries);
}
