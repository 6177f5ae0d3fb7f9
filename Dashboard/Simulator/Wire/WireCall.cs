namespace Dashboard.Simulator.Wire;

/// <summary>One accepted call.</summary>
/// <param name="Principal">The caller's IAM ARN.</param>
/// <param name="Partial">The fault of that name struck: the answer shall be as incomplete as the operation can say.</param>
internal sealed record WireCall(SimulatedRegion Region, WireRequest Request, string Principal, string AccessKey, bool Partial, TimeProvider Time)
{
    public string? SourceIdentity { get; init; }

    public string? Cluster => Request.Text("cluster");

    /// <summary>The list that AWS wants between one and <paramref name="most"/> long.</summary>
    public IReadOnlyList<string> Between1And(int most, string name)
    {
        var list = Request.Texts(name);
        return list.Length == 0 ? throw WireFault.InvalidParameter($"{name} cannot be empty.")
            : list.Length > most ? throw WireFault.InvalidParameter($"{name} cannot have more than {most} elements.")
            : list;
    }
}

/// <param name="Service">As IAM writes it: ecs, logs, cloudwatch, elasticloadbalancing, ecr, secretsmanager, ssm, iam, cloudtrail, application-autoscaling, sts.</param>
/// <param name="Mutates">Then it belongs in the ledger.</param>
internal sealed record Operation(string Service, string Name, Func<WireCall, Shape> Answer, bool Mutates = false)
{
    /// <summary>The frames of an event stream instead of an answer; its faults are thrown before the first frame.</summary>
    public Func<WireCall, CancellationToken, IAsyncEnumerable<byte[]>>? Stream { get; init; }
}
