using System.Globalization;
using System.Text.Json;

namespace Dashboard.Simulator;

/// <summary>An event as CloudTrail writes it (version 1.11).</summary>
internal static class TrailJson
{
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public static TrailEvent Event(TrailCall call, string region) =>
        new(call.Id, call.Name, "false", call.AccessKey, call.At, call.Source, call.Username, JsonSerializer.Serialize(Whole(call, region), WithoutNulls));

    private static object Whole(TrailCall call, string region) => new
    {
        eventVersion = "1.11",
        userIdentity = Identity(call),
        eventTime = Text(call.At),
        eventSource = call.Source,
        eventName = call.Name,
        awsRegion = region,
        sourceIPAddress = "198.51.100.24",
        userAgent = Agent(call.Principal),
        requestParameters = call.Request,
        responseElements = call.Answer,
        requestID = Hash.Guid(Hash.Of(97, call.Id)),
        eventID = call.Id,
        readOnly = false,
        eventType = "AwsApiCall",
        managementEvent = true,
        recipientAccountId = SimulatedWorld.Account,
        eventCategory = "Management",
    };

    private static object Identity(TrailCall call)
    {
        if (call.Principal.Split(":assumed-role/") is not [_, var session])
            return new { type = "IAMUser", principalId = "AIDASIMULATED", arn = call.Principal, accountId = SimulatedWorld.Account, accessKeyId = call.AccessKey, userName = call.Username };
        var role = session.Split('/')[0];
        return new
        {
            type = "AssumedRole",
            principalId = $"AROASIMULATED:{call.Username}",
            arn = call.Principal,
            accountId = SimulatedWorld.Account,
            accessKeyId = call.AccessKey,
            sessionContext = new
            {
                sessionIssuer = new { type = "Role", principalId = "AROASIMULATED", arn = RoleNames.Arn(role), accountId = SimulatedWorld.Account, userName = role },
                attributes = new { creationDate = Text(call.At - TimeSpan.FromMinutes(3)), mfaAuthenticated = "false" },
                sourceIdentity = call.SourceIdentity,
            },
        };
    }

    private static string Agent(string principal) =>
        principal.Contains("GitHubActions", StringComparison.Ordinal) ? "aws-sdk-js/3 amazon-ecs-deploy-task-definition"
        : principal.Contains(RoleNames.Terraform, StringComparison.Ordinal) ? "APN/1.0 HashiCorp/1.0 Terraform/1.13.4"
        : principal.Contains(RoleNames.CloudFormation, StringComparison.Ordinal) ? "cloudformation.amazonaws.com"
        : principal.Contains(RoleNames.Engineer, StringComparison.Ordinal) ? "aws-cli/2.31.4 command/ecs.update-service"
        : "aws-sdk-dotnet-coreclr/4.0";

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
