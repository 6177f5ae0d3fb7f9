using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>A Slack incoming webhook. It knows no threads and gives no receipt.</summary>
/// <remarks>https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks</remarks>
internal sealed class SlackWebhook(SlackHttp http, AlertSecrets secrets, IOptions<AlertsOptions> options) : IAlertChannel
{
    private static readonly string[] Hosts = ["hooks.slack.com", "hooks.slack-gov.com"];

    public async Task<SendResult> SendAsync(DestinationOptions destination, Delivery delivery, CancellationToken cancel)
    {
        var secret = await secrets.ReadAsync(destination.Webhook!, cancel);
        if (secret.Value is not { } text)
            return new SendResult(SendOutcome.NotSent, Problem: $"The webhook's address could not be read: {secret.Fault!.Message}");
        if (!Uri.TryCreate(text.Reveal(), UriKind.Absolute, out var address) || !IsAllowed(address))
        {
            secrets.Forget(destination.Webhook!);
            return new SendResult(SendOutcome.NotSent, Problem: "The webhook's address is not one of Slack's, as in https://hooks.slack.com/services/….");
        }

        var answer = await http.PostAsync(address, new { text = SlackText.Of(delivery), link_names = false, unfurl_links = false, unfurl_media = false }, token: null, cancel);
        if (answer.Failure is { } failure)
            return failure;
        if (answer.Status is >= 200 and < 300)
            return new SendResult(SendOutcome.Sent);
        var problem = $"Slack answered {Words(answer.Body)} (HTTP {answer.Status}).";
        if (answer.Status is 400 or 413)
            return new SendResult(SendOutcome.Refused, Problem: problem);

        // The webhook was revoked or its channel is gone: whoever puts that right still wants to know.
        secrets.Forget(destination.Webhook!);
        return new SendResult(SendOutcome.NotSent, Problem: problem);
    }

    private bool IsAllowed(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps && address is { IsDefaultPort: true, UserInfo: "" } && Hosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase))
        || (options.Value.AllowLoopback && address.IsLoopback);

    internal static string Words(string body)
    {
        var line = new string([.. body.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ' ' or '.' or '-').Take(100)]).Trim();
        return line.Length == 0 ? "without words" : line;
    }
}
