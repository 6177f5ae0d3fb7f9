using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Text;

namespace Dashboard.Alerts;

/// <summary>A message as e-mail: plain text and plain HTML, in one conversation an incident.</summary>
internal static partial class MailText
{
    public static MimeMessage Of(Delivery delivery, MailboxAddress from)
    {
        var mail = new MimeMessage
        {
            Subject = Line((delivery.IsRepeat ? "[repeat] " : "") + delivery.Message.Title),
            Date = delivery.At,

            // A repeat has the id of the first: where both arrive, a mailbox may know them as one.
            MessageId = Id(delivery, from),
            Body = new MultipartAlternative { new TextPart(TextFormat.Plain) { Text = Plain(delivery) }, new TextPart(TextFormat.Html) { Text = Html(delivery) } },
        };
        mail.From.Add(from);
        mail.To.Add(MailboxAddress.Parse(delivery.Recipient));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (delivery.Message.Tone == AlertTone.Problem)
            mail.Importance = MessageImportance.High;
        if (!delivery.IsRoot)
        {
            mail.InReplyTo = Id(delivery.Thread, from);
            mail.References.Add(Id(delivery.Thread, from));
        }

        return mail;
    }

    private static string Id(Delivery delivery, MailboxAddress from) => delivery.IsRoot ? Id(delivery.Thread, from) : Id($"{delivery.Thread}.{delivery.Id}", from);

    private static string Id(string local, MailboxAddress from) => $"ecs-alert.{local}@{from.Domain}";

    private static string Plain(Delivery delivery)
    {
        var text = new StringBuilder();
        if (delivery.IsRepeat)
            text.Append("Repeat: this may have been delivered before.\n\n");
        text.Append(Line(delivery.Message.Title)).Append("\n\n");
        foreach (var line in delivery.Message.Lines)
            text.Append(line.Label.Length == 0 ? "" : line.Label + ": ").Append(Line(line.Text)).Append(line.Url is null || line.Url == line.Text ? "" : ": " + Line(line.Url)).Append('\n');
        return text.ToString();
    }

    private static string Html(Delivery delivery)
    {
        var text = new StringBuilder("<!doctype html><html><body style=\"font-family:sans-serif;line-height:1.5\">");
        if (delivery.IsRepeat)
            text.Append("<p><em>Repeat: this may have been delivered before.</em></p>");
        text.Append("<h2 style=\"margin:0 0 .5em\">").Append(Encode(delivery.Message.Title)).Append("</h2>");
        foreach (var line in delivery.Message.Lines)
        {
            var shown = line.IsQuoted ? $"<code>{Encode(line.Text)}</code>" : line.Url is { } url && IsWeb(url) ? $"<a href=\"{Encode(url)}\">{Encode(line.Text)}</a>" : Encode(line.Text);
            text.Append("<div>").Append(line.Label.Length == 0 ? "" : $"<strong>{Encode(line.Label)}:</strong> ").Append(shown).Append("</div>");
        }

        return text.Append("</body></html>").ToString();
    }

    private static bool IsWeb(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static string Encode(string text) => WebUtility.HtmlEncode(Line(text));

    /// <summary>Without line ends and other controls, so that nothing that is quoted begins a header or a line of its own.</summary>
    private static string Line(string text) => Controls().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+")]
    private static partial Regex Controls();
}
