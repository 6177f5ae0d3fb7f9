using System.Collections.Concurrent;

namespace Dashboard.Aws;

/// <summary>The values of secrets that are read where they are used, kept for some minutes.</summary>
public sealed class SecretValues(AwsClients clients, TimeProvider time, SecretPrefix? prefix = null)
{
    public static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(string Target, SecretName Name), (SecretText Text, DateTimeOffset At)> known = new();

    public async Task<Answer<SecretText>> ReadAsync(string target, SecretName name, CancellationToken cancel)
    {
        if (known.TryGetValue((target, name), out var kept) && time.GetUtcNow() - kept.At < Keep)
            return kept.Text;
        var answer = await SecretReader.ReadAsync(clients.For(target), prefix?.Complete(name) ?? name, time, cancel);
        if (answer.Value is { } text)
            known[(target, name)] = (text, time.GetUtcNow());
        return answer;
    }

    /// <summary>Whoever the secret was shown to did not take it: it is read anew the next time.</summary>
    public void Forget(string target, SecretName name) => known.TryRemove((target, name), out _);
}
