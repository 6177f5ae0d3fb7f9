using Dashboard.Aws;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>A Slack channel by bot token, an incident a thread.</summary>
/// <remarks>https://docs.slack.dev/reference/methods/chat.postMessage, scope chat:write.</remarks>
internal sealed class SlackBot(SlackHttp http, AlertSecrets secrets, IOptions<AlertsOptions> options) : IAlertChannel
{
    /// <summary>About the message itself, which no later attempt would change.</summary>
    private static readonly string[] OfTheMessage = ["msg_too_long", "no_text", "invalid_blocks"];

    /// <summary>About the thread, which somebody has locked or deleted.</summary>
    private static readonly string[] OfTheThread = ["restricted_action_thread_locked", "cannot_reply_to_message", "thread_not_found", "message_not_found", "invalid_thread_ts"];

    public async Task<SendResult> SendAsync(DestinationOptions destination, Delivery delivery, CancellationToken cancel)
    {
        var secret = await secrets.ReadAsync(destination.Token!, cancel);
        if (secret.Value is not { } token)
            return new SendResult(SendOutcome.NotSent, Problem: $"The bot's token could not be read: {secret.Fault!.Message}");
        var payload = new Dictionary<string, object> { ["channel"] = destination.Channel!, ["text"] = SlackText.Of(delivery), ["link_names"] = false, ["unfurl_links"] = false, ["unfurl_media"] = false };
        if (delivery.RootReceipt is { } root)
        {
            payload["thread_ts"] = root;

            // A reply calls only those who wrote in the thread; what got worse concerns the whole channel.
            payload["reply_broadcast"] = delivery.Message.Tone == AlertTone.Problem;
        }

        var result = await PostAsync(destination, payload, token, cancel);
        return payload.Remove("thread_ts") && result.IsOfTheThread && payload.Remove("reply_broadcast") ? (await PostAsync(destination, payload, token, cancel)).Result : result.Result;
    }

    private async Task<(SendResult Result, bool IsOfTheThread)> PostAsync(DestinationOptions destination, Dictionary<string, object> payload, SecretText token, CancellationToken cancel)
    {
        var answer = await http.PostAsync(new Uri(options.Value.SlackApiUrl.TrimEnd('/') + "/chat.postMessage"), payload, token.Reveal(), cancel);
        var reply = SlackReply.Of(answer);
        return (answer.Failure ?? Read(destination, answer, reply), OfTheThread.Contains(reply.Error));
    }

    private SendResult Read(DestinationOptions destination, SlackAnswer answer, SlackReply reply)
    {
        if (reply.IsOk)
            return new SendResult(SendOutcome.Sent, reply["ts"]);
        if (reply.Error is null)
            return answer.Status < 300 ? InDoubt(reply) : new SendResult(SendOutcome.NotSent, Problem: reply.Problem + ".");

        // Slack may have done it before it failed.
        if (reply.Error is "fatal_error" or "internal_error")
            return InDoubt(reply);
        if (reply.Error is "invalid_auth" or "token_revoked" or "token_expired" or "account_inactive" or "not_authed")
            secrets.Forget(destination.Token!);
        return new SendResult(OfTheMessage.Contains(reply.Error) ? SendOutcome.Refused : SendOutcome.NotSent, Problem: reply.Problem + ".");
    }

    private static SendResult InDoubt(SlackReply reply) => new(SendOutcome.Unknown, Problem: $"It is not known whether it arrived: {reply.Problem}.");
}
