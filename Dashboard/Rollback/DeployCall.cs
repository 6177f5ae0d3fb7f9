using System.Text.Json;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>A call to ECS that made a deployment, as CloudTrail recorded it.</summary>
/// <param name="By">The caller's ARN; where CloudTrail has none, its name.</param>
/// <param name="Definition">The revision that it asked for; null where it named none, or the family alone.</param>
internal sealed record DeployCall(DateTimeOffset At, string By, string Cluster, string Service, TaskDefinitionRef? Definition)
{
    // CloudTrail has whole seconds, and ECS makes the deployment within the call.
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(1);

    /// <summary>Null for a call that failed, that deployed nothing, or that cannot be read.</summary>
    /// <param name="record">The event as JSON: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html</param>
    public static DeployCall? Read(DateTimeOffset at, string? username, string? record)
    {
        try
        {
            var call = JsonElement.Parse(record ?? "");
            if (Member(call, "errorCode") is not null || Member(call, "requestParameters") is not { ValueKind: JsonValueKind.Object } request || !Deploys(request))
                return null;
            var by = Text(Member(call, "userIdentity"), "arn") ?? username ?? Text(Member(call, "userIdentity"), "invokedBy");
            return by is not null && Name(Text(request, "service") ?? Text(request, "serviceName")) is { } service
                ? new DeployCall(at, by, Name(Text(request, "cluster")) ?? "default", service, TaskDefinitionRef.Parse(Text(request, "taskDefinition")))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the deployment is this call's.</summary>
    public bool Made(ServiceKey key, ServiceDeployment deployment) =>
        Cluster == key.Cluster && Service == key.Service && (deployment.CreatedAt - At).Duration() <= Near
        && (Definition is null || deployment.Target?.TaskDefinition is not { } target || Definition == target);

    // Application Auto Scaling calls UpdateService too, for the count alone.
    private static bool Deploys(JsonElement request) => request.EnumerateObject().Any(member => member.Name is not ("cluster" or "service" or "desiredCount"));

    private static string? Name(string? nameOrArn) => nameOrArn?[(nameOrArn.LastIndexOf('/') + 1)..];

    private static string? Text(JsonElement? element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
}
