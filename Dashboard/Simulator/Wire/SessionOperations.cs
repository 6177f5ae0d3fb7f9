using System.Collections.Concurrent;

namespace Dashboard.Simulator.Wire;

/// <summary>AWS STS: roles are handed out to anyone who names one, and remembered so that what they do bears their name.</summary>
internal sealed class SessionOperations(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, string> principals = new();

    public IEnumerable<Operation> All =>
    [
        new("sts", "AssumeRole", AssumeRole),
        new("sts", "GetCallerIdentity", GetCallerIdentity),
    ];

    public string PrincipalOf(string accessKey) => principals.GetValueOrDefault(accessKey, $"arn:aws:iam::{SimulatedWorld.Account}:user/dashboard");

    private Shape AssumeRole(WireCall call)
    {
        var role = call.Request.Text("RoleArn");
        var session = call.Request.Text("RoleSessionName");
        if (role?.Split(":role/") is not [var account, { Length: > 0 } path] || string.IsNullOrEmpty(session))
            throw new WireFault("ValidationError", "RoleArn must be a role's ARN, and RoleSessionName must be given.");
        var accessKey = "ASIA" + Guid.NewGuid().ToString("N")[..16].ToUpperInvariant();
        var arn = $"{account.Replace(":iam:", ":sts:", StringComparison.Ordinal)}:assumed-role/{path[(path.LastIndexOf('/') + 1)..]}/{session}";
        principals[accessKey] = arn;
        return new Shape
        {
            ["Credentials"] = new Shape
            {
                ["AccessKeyId"] = accessKey,
                ["SecretAccessKey"] = Guid.NewGuid().ToString("N"),
                ["SessionToken"] = Guid.NewGuid().ToString("N"),
                ["Expiration"] = time.GetUtcNow().AddSeconds(call.Request.Int("DurationSeconds") ?? 3600),
            },
            ["AssumedRoleUser"] = new Shape { ["AssumedRoleId"] = "AROASIMULATED:" + session, ["Arn"] = arn },
        };
    }

    private static Shape GetCallerIdentity(WireCall call) => new()
    {
        ["Arn"] = call.Principal,
        ["UserId"] = call.AccessKey,
        ["Account"] = SimulatedWorld.Account,
    };
}
