using System.Collections.Immutable;
using Amazon.SecretsManager.Model;
using Dashboard.Aws;
using Dashboard.Fleet;

namespace Dashboard.Rollback.Preflight;

/// <summary>Whether the secrets and parameters that a task definition reads are there. No value is ever asked for.</summary>
/// <remarks>Source: secretsmanager:DescribeSecret (aws secretsmanager describe-secret); parameters by <see cref="ParametersSource"/>.</remarks>
public sealed class SecretsSource(AwsClients clients, ParametersSource parameters, TimeProvider time)
{
    private const string Operation = "secretsmanager:DescribeSecret";
    private readonly Remembered<LookUp> known = new(time, TimeSpan.FromMinutes(10));

    /// <param name="account">The service's; what is in another one is not checked.</param>
    public async Task<ImmutableArray<LookUp>> CheckAsync(string targetName, string? account, TaskDefinitionDetail definition, CancellationToken limit)
    {
        var target = clients.For(targetName);
        var all = definition.Containers.SelectMany(container => container.Secrets.Values.Concat(container.OtherSecrets)).Distinct().Select(text => (Text: text, Reference: SecretReference.Parse(text))).ToArray();
        var strange = all.Where(one => one.Reference is null).Select(one => new LookUp(one.Text, Found.Doubtful, "was not checked: it is neither a secret nor a parameter"));
        var references = all.Select(one => one.Reference).OfType<SecretReference>().DistinctBy(one => (one.Id, one.Stage, one.VersionId)).ToArray();
        var elsewhere = references.Where(one => Elsewhere(one, target.Target.Region, account) is not null).ToArray();
        var here = references.Except(elsewhere).ToArray();
        var secrets = Task.WhenAll(here.Where(one => !one.IsParameter).Select(one => CheckAsync(target, one, limit)));
        var named = await parameters.CheckAsync(target, [.. here.Where(one => one.IsParameter)], limit);
        return [.. await secrets, .. named, .. elsewhere.Select(one => new LookUp(one.What, Found.Doubtful, $"was not checked: it is in {Elsewhere(one, target.Target.Region, account)}")), .. strange];
    }

    private static string? Elsewhere(SecretReference reference, string region, string? account) =>
        reference.Region is { } other && other != region ? $"Region {other}"
        : reference.Account is { } owner && account is not null && owner != account ? $"account {owner}"
        : null;

    private Task<LookUp> CheckAsync(TargetClients target, SecretReference reference, CancellationToken limit) =>
        known.AskAsync(target.Target.Name, $"{reference.Id} {reference.Stage} {reference.VersionId}", reference.What, Operation, async () =>
        {
            var answer = await target.AskAsync(Operation, token => target.Secrets.DescribeSecretAsync(new DescribeSecretRequest { SecretId = reference.Id }, token), limit);
            return answer switch
            {
                { Value: { } secret } => SecretPin.Judge(reference, ServiceMappingSource.Utc(secret.DeletedDate), (secret.VersionIdsToStages ?? []).ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value)),
                { Fault.Kind: FaultKind.NotFound } => new LookUp(reference.What, Found.No, "does not exist"),
                _ => LookUps.Of(reference.What, answer.Fault!, Operation),
            };
        });
}
