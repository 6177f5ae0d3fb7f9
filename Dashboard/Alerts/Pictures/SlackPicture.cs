using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Ui;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts.Pictures;

/// <summary>Puts the panel of a message as a picture into its thread, once the message is there. Without it the message is whole; it is not tried again.</summary>
/// <remarks>Scope files:write; https://docs.slack.dev/messaging/working-with-files#upload</remarks>
internal sealed class SlackPicture(SlackHttp http, AlertSecrets secrets, ServiceMetrics metrics, IOptions<AlertsOptions> options, ILogger<SlackPicture> log)
{
    private static readonly TimeSpan Before = TimeSpan.FromHours(1), Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Hosts = ["files.slack.com", "files.slack-gov.com"];

    /// <returns>Why there is none although there should be, in a sentence; null where nothing is missing.</returns>
    public async Task<string?> SendAsync(Delivery delivery)
    {
        if (options.Value.Destinations.FirstOrDefault(one => one.Name == delivery.Destination) is not { Token: { } token } destination || delivery is not { Message.Picture: { } picture, Receipt: { } ts })
            return null;
        try
        {
            return await DrawAsync(picture, delivery) is { } png ? await UploadAsync(destination, token, delivery.RootReceipt ?? ts, TitleOf(picture), png) : null;
        }
        catch (Exception bug)
        {
            log.LogError(bug, "The picture of message {Id} to {Destination} failed unexpectedly", delivery.Id, delivery.Destination);
            return $"It arrived without its picture: {bug.GetType().Name}.";
        }
    }

    private async Task<byte[]?> DrawAsync(AlertPicture picture, Delivery delivery)
    {
        using var soon = new CancellationTokenSource(Patience);
        var span = new TimeSpanUtc(delivery.At - Before, delivery.At);
        try
        {
            if (ServiceKey.Parse(picture.Service) is not { } key || (await metrics.ReadAsync(key, span, soon.Token)).Value is not { } series)
                return null;
            var panel = AlertPanels.Draw(picture, series);
            return panel.Lines.All(line => line.Highest(span) is null) ? null : PanelPicture.Draw(panel, span, TitleOf(picture), picture.Since, picture.Deployed is { } deployed ? [deployed] : []);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<string?> UploadAsync(DestinationOptions destination, string token, string thread, string title, byte[] png)
    {
        if ((await secrets.ReadAsync(token, CancellationToken.None)).Value is not { } secret)
            return null;
        using var asked = new FormUrlEncodedContent([new("filename", "panel.png"), new("length", $"{png.Length}"), new("alt_txt", title)]);
        var place = SlackReply.Of(await http.PostAsync(Method("files.getUploadURLExternal"), asked, secret.Reveal(), CancellationToken.None));
        if (place.Problem is { } refused)
            return Without(refused);
        if (!Uri.TryCreate(place["upload_url"], UriKind.Absolute, out var address) || !IsAllowed(address) || place["file_id"] is not { } file)
            return Without("Slack's address for it is not one of Slack's");
        using var bytes = new ByteArrayContent(png);
        var sent = await http.PostAsync(address, bytes, token: null, CancellationToken.None);
        if (sent.Failure is not null || sent.Status >= 300)
            return Without(sent.Failure?.Problem?.TrimEnd('.') ?? $"Slack answered HTTP {sent.Status}");
        var payload = new { files = new[] { new { id = file, title } }, channel_id = destination.Channel, thread_ts = thread };
        return SlackReply.Of(await http.PostAsync(Method("files.completeUploadExternal"), payload, secret.Reveal(), CancellationToken.None)).Problem is { } problem ? Without(problem) : null;
    }

    private Uri Method(string name) => new($"{options.Value.SlackApiUrl.TrimEnd('/')}/{name}");

    private bool IsAllowed(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps && address is { IsDefaultPort: true, UserInfo: "" } && Hosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase))
        || (options.Value.AllowLoopback && address.IsLoopback);

    private static string TitleOf(AlertPicture picture) => $"{picture.Service}: {picture.Panel switch { AlertPanel.Cpu => "CPU", AlertPanel.Memory => "memory", AlertPanel.ErrorRate => "error rate", AlertPanel.ResponseTime => "response time", _ => "targets" }}";

    private static string Without(string why) => $"It arrived without its picture: {why}.";
}
