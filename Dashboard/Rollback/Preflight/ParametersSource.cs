using Amazon.SimpleSystemsManagement.Model;
using Dashboard.Aws;

namespace Dashboard.Rollback.Preflight;

/// <summary>Whether parameters of Systems Manager are there, all of a task definition in one call. No value is ever asked for.</summary>
/// <remarks>Source: ssm:DescribeParameters (aws ssm describe-parameters).</remarks>
public sealed class ParametersSource(TimeProvider time)
{
    private const string Operation = "ssm:DescribeParameters";
    private const int MostValues = 50;
    private readonly Remembered<LookUp> known = new(time, TimeSpan.FromMinutes(10));

    internal async Task<IReadOnlyList<LookUp>> CheckAsync(TargetClients target, IReadOnlyList<SecretReference> references, CancellationToken limit)
    {
        var name = target.Target.Name;
        var open = references.Where(one => known.Find(name, one.Id) is null).ToArray();
        var asked = await Task.WhenAll(open.Chunk(MostValues).Select(chunk => AskAsync(target, chunk, limit)));
        var fresh = asked.SelectMany(one => one).ToDictionary(one => one.What);
        return [.. references.Select(one => fresh.GetValueOrDefault(one.What) ?? known.Find(name, one.Id) ?? LookUps.Late(one.What, Operation))];
    }

    private async Task<IEnumerable<LookUp>> AskAsync(TargetClients target, SecretReference[] references, CancellationToken limit)
    {
        try
        {
            var there = new HashSet<string>();
            var request = new DescribeParametersRequest { ParameterFilters = [new ParameterStringFilter { Key = "Name", Option = "Equals", Values = [.. references.Select(one => one.Id)] }], MaxResults = MostValues };
            do
            {
                var answer = await target.AskAsync(Operation, token => target.Parameters.DescribeParametersAsync(request, token), limit);
                if (answer.Value is not { } page)
                    return references.Select(one => LookUps.Of(one.What, answer.Fault!, Operation)).ToArray();
                there.UnionWith((page.Parameters ?? []).Select(parameter => parameter.Name));
                request.NextToken = page.NextToken;
            }
            while (!string.IsNullOrEmpty(request.NextToken));
            return references.Select(one => Keep(target, one, there.Contains(one.Id))).ToArray();
        }
        catch (OperationCanceledException)
        {
            return references.Select(one => LookUps.Late(one.What, Operation)).ToArray();
        }
    }

    private LookUp Keep(TargetClients target, SecretReference one, bool isThere) =>
        known.Keep(target.Target.Name, one.Id, isThere ? new LookUp(one.What, Found.Yes) { Note = "read in its newest version" } : new LookUp(one.What, Found.No, "does not exist"), isThere);
}
