using System.Text.Json;

namespace Dashboard.Alerts;

/// <summary>What a method of Slack's web API answered.</summary>
/// <param name="Error">Slack's word for what went wrong; null when it is ok, or when the answer is not of Slack's kind.</param>
/// <param name="Problem">The same or the lack of an answer in words without a full stop; null when it is ok.</param>
internal sealed record SlackReply(bool IsOk, string? Error, string? Problem, IReadOnlyDictionary<string, string> Texts)
{
    public string? this[string name] => Texts.GetValueOrDefault(name);

    public static SlackReply Of(SlackAnswer answer)
    {
        if (answer.Failure is { } failure)
            return Bad(null, failure.Problem?.TrimEnd('.') ?? "Slack did not answer");
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("ok", out var ok))
                return Unreadable(answer);
            var texts = root.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.String).DistinctBy(property => property.Name).ToDictionary(property => property.Name, property => property.Value.GetString()!);
            if (ok.ValueKind == JsonValueKind.True)
                return new SlackReply(true, null, null, texts);
            return texts.GetValueOrDefault("error") is { } error ? Bad(error, $"Slack answered {SlackWebhook.Words(error)}") : Unreadable(answer);
        }
        catch (JsonException)
        {
            return Unreadable(answer);
        }
    }

    private static SlackReply Unreadable(SlackAnswer answer) => Bad(null, answer.Status < 300 ? "Slack's answer could not be read" : $"Slack answered HTTP {answer.Status}");

    private static SlackReply Bad(string? error, string problem) => new(false, error, problem, new Dictionary<string, string>());
}
