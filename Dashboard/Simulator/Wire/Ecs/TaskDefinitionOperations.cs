namespace Dashboard.Simulator.Wire;

internal static class TaskDefinitionOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("ecs", "ListTaskDefinitions", ListTaskDefinitions),
        new("ecs", "ListTaskDefinitionFamilies", ListTaskDefinitionFamilies),
        new("ecs", "DescribeTaskDefinition", DescribeTaskDefinition),
        new("ecs", "RegisterTaskDefinition", RegisterTaskDefinition, Mutates: true),
        new("ecs", "DeregisterTaskDefinition", DeregisterTaskDefinition, Mutates: true),
    ];

    private static Shape ListTaskDefinitions(WireCall call)
    {
        var all = call.Region.Ecs.ListTaskDefinitions(call.Request.Text("familyPrefix"), call.Request.Text("status"), call.Request.Text("sort"));
        var (page, next) = Paging.Take(all, call.Request.Text("nextToken"), call.Request.Int("maxResults"), 100, 100);
        return new Shape { ["taskDefinitionArns"] = page, ["nextToken"] = next };
    }

    private static Shape ListTaskDefinitionFamilies(WireCall call)
    {
        var all = call.Region.Ecs.ListTaskDefinitionFamilies(call.Request.Text("familyPrefix"));
        var (page, next) = Paging.Take(all, call.Request.Text("nextToken"), call.Request.Int("maxResults"), 100, 100);
        return new Shape { ["families"] = page, ["nextToken"] = next };
    }

    private static Shape DescribeTaskDefinition(WireCall call) =>
        Answer(call.Region.Ecs.DescribeTaskDefinition(call.Request.Required("taskDefinition")), call.Request.Texts("include").Contains("TAGS"));

    private static Shape RegisterTaskDefinition(WireCall call)
    {
        call.Request.Required("family");
        return Answer(call.Region.Ecs.RegisterTaskDefinition(call.Request.Read<TaskDefinition>(), call.Principal), withTags: true);
    }

    private static Shape DeregisterTaskDefinition(WireCall call) =>
        Answer(call.Region.Ecs.DeregisterTaskDefinition(call.Request.Required("taskDefinition")), withTags: false);

    private static Shape Answer(TaskDefinition definition, bool withTags) => new()
    {
        ["taskDefinition"] = (definition with { Tags = null }).Camel(),
        ["tags"] = withTags ? definition.Tags?.Camel() : null,
    };
}
