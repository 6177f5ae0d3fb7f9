using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.Audit;

/// <summary>The newest entry: whoever knows its hash knows whether any entry up to it was changed.</summary>
public sealed partial record AuditHead(long Sequence, string Hash)
{
    /// <summary>As the log has it: <c>sequence:hash</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Hash}");

    /// <summary>Every head that a text names as <c>sequence:hash</c>, as lines of the log do.</summary>
    public static IEnumerable<AuditHead> In(string text) => Form().Matches(text)
        .Select(match => new AuditHead(long.Parse(match.Groups["sequence"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["hash"].Value));

    [GeneratedRegex("(?<![0-9])(?<sequence>[0-9]{1,18}):(?<hash>[0-9a-f]{64})(?![0-9a-f])")]
    private static partial Regex Form();
}

/// <summary>How an entry follows from the one before it.</summary>
internal sealed class AuditChain : IDisposable
{
    private readonly ArrayBufferWriter<byte> bytes = new(1024);
    private readonly Utf8JsonWriter json;

    public AuditChain() => json = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true });

    /// <summary>SHA-256, hexadecimal, over the previous hash and the record as a JSON array, whose quoting keeps one field from running into the next.</summary>
    public string Hash(params ReadOnlySpan<string?> fields)
    {
        bytes.ResetWrittenCount();
        json.Reset();
        json.WriteStartArray();
        foreach (var field in fields)
            json.WriteStringValue(field);
        json.WriteEndArray();
        json.Flush();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash);
    }

    public static string Hash(string? previous, AuditEntry entry)
    {
        using var chain = new AuditChain();
        return chain.Hash(previous, Text(entry.Sequence), Text(entry.At), entry.Actor.Id, entry.Actor.Name, entry.Action, entry.Subject, entry.Outcome, entry.Reason, entry.Detail);
    }

    public static string Text(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    /// <summary>One width, so that text order is time order.</summary>
    public static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public void Dispose() => json.Dispose();
}
