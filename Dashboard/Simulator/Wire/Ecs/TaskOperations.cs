namespace Dashboard.Simulator.Wire;

internal static class TaskOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("ecs", "ListTasks", ListTasks),
        new("ecs", "DescribeTasks", DescribeTasks),
        new("ecs", "GetTaskProtection", GetTaskProtection),
    ];

    private static Shape ListTasks(WireCall call)
    {
        var request = call.Request;
        var all = call.Region.Ecs.ListTasks(call.Cluster, request.Text("serviceName"), request.Text("family"), request.Text("desiredStatus"), request.Text("startedBy"));
        var (page, next) = Paging.Take(all, request.Text("nextToken"), request.Int("maxResults"), 100, 100);
        return new Shape { ["taskArns"] = page, ["nextToken"] = next };
    }

    private static Shape GetTaskProtection(WireCall call)
    {
        if (call.Request.Texts("tasks").Length > 100)
            throw WireFault.InvalidParameter("tasks cannot have more than 100 elements.");
        var found = call.Region.Ecs.GetTaskProtection(call.Request.Required("cluster"), call.Request.Texts("tasks"));
        return Partially.Described(call, "protectedTasks", found.Items, task => task.TaskArn, found.Failures);
    }

    private static Shape DescribeTasks(WireCall call)
    {
        var found = call.Region.Ecs.DescribeTasks(call.Cluster, call.Between1And(100, "tasks"), call.Request.Texts("include").Contains("TAGS"));
        return Partially.Described(call, "tasks", found.Items, task => task.TaskArn, found.Failures);
    }
}
