using System.Text.Json;

namespace Dashboard.Simulator;

/// <summary>The calls behind a service's past deployments.</summary>
internal static class PastCalls
{
    public static IEnumerable<TrailCall> Of(ServiceSpec spec, WorldClock clock)
    {
        // CodeDeploy makes the task sets of its services itself.
        if (spec.Controller != "ECS")
            yield break;
        var before = 0;
        foreach (var past in PastDeployment.Made(spec, clock))
        {
            var principal = DefinitionTemplate.RegisteredBy(spec, past.Revision);
            if (past.Revision != before)
                yield return Register(spec, past, principal);
            if (before == 0 && spec.IsYoung)
                yield return Call("CreateService", past.At, principal, new { cluster = spec.Cluster, serviceName = spec.Name, taskDefinition = DefinitionTemplate.Arn(spec.Region, spec.Name, past.Revision), desiredCount = spec.Desired }, null);
            else
                yield return Call("UpdateService", past.At, principal, Update(spec, past, force: past.Revision == before), null);
            before = past.Revision;
        }
    }

    private static TrailCall Register(ServiceSpec spec, PastDeployment past, string principal)
    {
        var arn = DefinitionTemplate.Arn(spec.Region, spec.Name, past.Revision);
        return Call("RegisterTaskDefinition", past.At - DefinitionBook.BeforeDeployment, principal, new { family = spec.Name, networkMode = "awsvpc" }, new { taskDefinition = new { taskDefinitionArn = arn, family = spec.Name, revision = past.Revision } });
    }

    private static object Update(ServiceSpec spec, PastDeployment past, bool force) => force
        ? new { cluster = spec.Cluster, service = spec.Name, forceNewDeployment = true }
        : new { cluster = spec.Cluster, service = spec.Name, taskDefinition = DefinitionTemplate.Arn(spec.Region, spec.Name, past.Revision) };

    private static TrailCall Call(string name, DateTimeOffset at, string principal, object request, object? answer)
    {
        var id = Hash.Guid(Hash.Of((ulong)at.ToUnixTimeMilliseconds(), principal + name));
        return new TrailCall(id, at, name, principal, "ASIA" + Hash.Hex(Hash.Of(101, id), 16).ToUpperInvariant(), JsonSerializer.SerializeToElement(request), answer is null ? null : JsonSerializer.SerializeToElement(answer));
    }
}
