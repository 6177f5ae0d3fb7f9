using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Dashboard.Simulator.Wire;

/// <summary>AWS STS: roles are handed out to anyone who names one, and remembered so that what they do bears their name.</summary>
internal sealed partial class SessionOperations(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Caller> callers = new();

    public IEnumerable<Operation> All =>
    [
        new("sts", "AssumeRole", AssumeRole),
        new("sts", "GetCallerIdentity", GetCallerIdentity),
    ];

    public Caller CallerOf(string accessKey) => callers.GetValueOrDefault(accessKey, new Caller($"arn:aws:iam::{SimulatedWorld.Account}:user/dashboard", null));

    private Shape AssumeRole(WireCall call)
    {
        var role = call.Request.Text("RoleArn");
        var session = call.Request.Text("RoleSessionName");
        if (role?.Split(":role/") is not [var account, { Length: > 0 } path] || string.IsNullOrEmpty(session))
            throw new WireFault("ValidationError", "RoleArn must be a role's ARN, and RoleSessionName must be given.");
        var person = call.Request.Text("SourceIdentity");
        foreach (var (name, value) in new[] { ("roleSessionName", session), ("sourceIdentity", person) })
            if (value is not null && !Allowed().IsMatch(value))
                throw new WireFault("ValidationError", $"1 validation error detected: Value at '{name}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
        if (call.Request.Int("DurationSeconds") is < 900 or > 43200)
            throw new WireFault("ValidationError", "1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200");
        var accessKey = "ASIA" + Guid.NewGuid().ToString("N")[..16].ToUpperInvariant();
        var arn = $"{account.Replace(":iam:", ":sts:", StringComparison.Ordinal)}:assumed-role/{path[(path.LastIndexOf('/') + 1)..]}/{session}";
        callers[accessKey] = new Caller(arn, person);
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
            ["SourceIdentity"] = person,
        };
    }

    [GeneratedRegex(@"\A(?!aws:)[A-Za-z0-9_+=,.@-]{2,64}\z")]
    private static partial Regex Allowed();

    private static Shape GetCallerIdentity(WireCall call) => new()
    {
        ["Arn"] = call.Principal,
        ["UserId"] = call.AccessKey,
        ["Account"] = SimulatedWorld.Account,
    };
}

/// <param name="Principal">The caller's IAM or STS ARN.</param>
/// <param name="SourceIdentity">Null for a user, and for a session that was begun without one.</param>
internal sealed record Caller(string Principal, string? SourceIdentity);
