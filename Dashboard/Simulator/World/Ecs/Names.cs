using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>ECS takes names and ARNs alike.</summary>
internal static class Names
{
    public static string Cluster(string? cluster) => Arns.Last(cluster ?? "default");

    public static string Service(string service) => Arns.Last(service);

    /// <summary>Revision is null when only the family is named.</summary>
    public static (string Family, int? Revision) TaskDefinition(string text)
    {
        var name = Arns.Last(text);
        var colon = name.LastIndexOf(':');
        return colon > 0 && int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? (name[..colon], revision)
            : (name, null);
    }

    /// <summary>The parts of <c>arn:…:service-deployment/cluster/service/id</c>; null when it is not of that kind.</summary>
    public static (string Cluster, string Service, string Id)? Of(string arn, string kind) =>
        arn.Split(':', 6) is ["arn", _, "ecs", _, _, var resource] && resource.Split('/') is [var found, var cluster, var service, var id] && found == kind
            ? (cluster, service, id)
            : null;
}
