namespace Dashboard.Rollback.Preflight;

/// <summary>What a container definition's <c>valueFrom</c> points at: a secret of Secrets Manager or a parameter of Systems Manager.</summary>
/// <param name="Id">The ARN without version pin, or the parameter's name.</param>
/// <param name="Region">Null for a parameter by name, which is in the task's own Region; so is <paramref name="Account"/>.</param>
/// <param name="Stage">The staging label that is pinned, as in AWSPREVIOUS; null where none is.</param>
/// <param name="VersionId">The version that is pinned; null where none is.</param>
/// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html</remarks>
internal sealed record SecretReference(string Id, string Name, bool IsParameter, string? Region, string? Account, string? Stage = null, string? VersionId = null)
{
    public string What => (IsParameter ? "parameter " : "secret ") + Name;

    public bool IsPinned => Stage is not (null or "AWSCURRENT") || VersionId is not null;

    /// <summary>Null when it is an ARN of something else.</summary>
    public static SecretReference? Parse(string valueFrom) => valueFrom.Split(':') switch
    {
        ["arn", _, "secretsmanager", var region, var account, "secret", { Length: > 0 } name, .. var pin] =>
            new(string.Join(':', valueFrom.Split(':')[..7]), name, false, region, account, Part(pin, 1), Part(pin, 2)),
        ["arn", _, "ssm", var region, var account, { } resource, ..] when resource.StartsWith("parameter/", StringComparison.Ordinal) =>
            Parameter(NameOf(resource["parameter/".Length..]), region, account),
        ["arn", ..] or [""] => null,
        [var name, ..] => Parameter(name, null, null),
        _ => null,
    };

    private static SecretReference Parameter(string name, string? region, string? account) => new(name, name, true, region, account);

    // The ARN leaves out the slash that the name of a parameter in a hierarchy begins with.
    private static string NameOf(string inArn) => inArn.Contains('/', StringComparison.Ordinal) ? "/" + inArn : inArn;

    private static string? Part(string[] pin, int index) => index < pin.Length && pin[index].Length > 0 ? pin[index] : null;
}
