using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>A Slack channel by bot token, an incident a thread.</summary>
/// <remarks>https://docs.slack.dev/reference/methods/chat.postMessage, scope chat:write.</remarks>
internal sealed class SlackBot(SlackHttp http, AlertSecrets secrets, IOptions<AlertsOptions> options) : IAlertChannel
{
    /// <summary>About the message itself, which no later attempt would change.</summary>
    private static readonly string[] OfTheMessage = ["msg_too_long", "no_text", "invalid_blocks", "restricted_action_thread_locked"];

    public async Task<SendResult> SendAsync(DestinationOptions destination, Delivery delivery, CancellationToken cancel)
    {
        var secret = await secrets.ReadAsync(destination.Token!, cancel);
        if (secret.Value is not { } token)
            return new SendResult(SendOutcome.NotSent, Problem: $"The bot's token could not be read: {secret.Fault!.Message}");
        var payload = new Dictionary<string, object> { ["channel"] = destination.Channel!, ["text"] = SlackText.Of(delivery), ["link_names"] = false, ["unfurl_links"] = false, ["unfurl_media"] = false };
        if (delivery.RootReceipt is { } root)
            payload["thread_ts"] = root;
        var answer = await http.PostAsync(new Uri(options.Value.SlackApiUrl.TrimEnd('/') + "/chat.postMessage"), payload, token.Reveal(), cancel);
        if (answer.Failure is { } failure)
            return failure;
        var (isOk, ts, error) = Read(answer.Body);
        if (isOk)
            return new SendResult(SendOutcome.Sent, ts);
        if (error is null)
            return answer.Status < 300 ? new SendResult(SendOutcome.Unknown, Problem: "It is not known whether it arrived: Slack's answer could not be read.") : new SendResult(SendOutcome.NotSent, Problem: $"Slack answered HTTP {answer.Status}.");
        if (error is "invalid_auth" or "token_revoked" or "token_expired" or "account_inactive" or "not_authed")
            secrets.Forget(destination.Token!);
        return new SendResult(OfTheMessage.Contains(error) ? SendOutcome.Refused : SendOutcome.NotSent, Problem: $"Slack answered {SlackWebhook.Words(error)}.");
    }

    private static (bool IsOk, string? Ts, string? Error) Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("ok", out var ok)
                ? (ok.ValueKind == JsonValueKind.True, Text(root, "ts"), Text(root, "error"))
                : (false, null, null);
        }
        catch (JsonException)
        {
            return (false, null, null);
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
