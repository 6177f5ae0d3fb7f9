using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Alerts;

/// <summary>A message in Slack's mrkdwn, in which nothing that it quotes can mention anybody or pose as a link.</summary>
internal static partial class SlackText
{
    // Slack advises at most 4,000 characters: https://docs.slack.dev/messaging/formatting-message-text
    private const int Longest = 3_800, LongestTitle = 500;

    public static string Of(Delivery delivery)
    {
        var message = delivery.Message;
        var text = new StringBuilder();
        if (delivery.IsRepeat)
            text.Append("_Repeat: this may have been delivered before._\n");
        text.Append(message.Tone switch { AlertTone.Problem => ":red_circle:", AlertTone.Recovery => ":large_green_circle:", _ => ":information_source:" }).Append(" *").Append(Plain(Short(message.Title))).Append('*');
        foreach (var line in message.Lines.Select(Line))
        {
            if (text.Length + line.Length > Longest)
                return text.Append("\n…").ToString();
            text.Append('\n').Append(line);
        }

        return text.ToString();
    }

    private static string Line(AlertLine line)
    {
        var text = line.IsQuoted ? $"`{Plain(line.Text).Replace('`', 'ˋ')}`" : line.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) ? $"<{Escape(uri.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal))}|{Plain(line.Text).Replace('|', '¦')}>" : Plain(line.Text);
        return line.Label.Length == 0 ? text : $"{line.Label}: {text}";
    }

    // A name of an endpoint that is not AWS may be of any length, and the lines below it say more.
    private static string Short(string title) => title.Length <= LongestTitle ? title : title[..LongestTitle] + "…";

    private static string Plain(string text) => Mention().Replace(Escape(Controls().Replace(text, " ")), "@\u2060");

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    // A workspace may turn plain names into mentions; a word joiner keeps them words.
    [GeneratedRegex("@(?=channel|here|everyone)", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Controls();
}
