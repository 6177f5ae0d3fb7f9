using System.Text.RegularExpressions;
using Dashboard.Aws;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Dashboard.Alerts;

/// <summary>Says everything that is wrong at once, each with its key and an example. What it says never holds a secret.</summary>
internal sealed partial class AlertsOptionsValidation(IHostEnvironment environment, IOptionsMonitor<AwsOptions> aws) : IValidateOptions<AlertsOptions>
{
    public ValidateOptionsResult Validate(string? name, AlertsOptions options) =>
        Problems(options).ToArray() is { Length: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;

    private IEnumerable<string> Problems(AlertsOptions options) =>
    [
        .. General(options), .. Times(options), .. Smtp(options),
        .. options.Destinations.SelectMany((destination, at) => Destination(destination, $"Alerts:Destinations:{at}")),
        .. options.Destinations.GroupBy(destination => destination.Name).Where(group => group.Key.Length > 0 && group.Count() > 1).Select(twice => $"Alerts:Destinations: the name \"{twice.Key}\" is used {twice.Count()} times; each destination needs a name of its own, as in on-call."),
        .. options.Routes.SelectMany((route, at) => Route(route, options, $"Alerts:Routes:{at}")),
    ];

    private IEnumerable<string> General(AlertsOptions options)
    {
        var simulated = aws.CurrentValue.Source == AwsSource.Simulator;
        if (options.BaseUrl is { } url && !IsAddress(url, orHttp: simulated || environment.IsDevelopment()))
            yield return "Alerts:BaseUrl must be the https address of this dashboard without a query, as in https://ops.example.com.";
        if (options.AllowLoopback && !simulated)
            yield return "Alerts:AllowLoopback is for tests beside a simulated AWS (Aws:Source=Simulator) only; leave it out, as in Alerts:AllowLoopback=false.";
        if (!(IsAddress(options.SlackApiUrl, orHttp: false) && new Uri(options.SlackApiUrl).Host is "slack.com" or "slack-gov.com") && !(options.AllowLoopback && IsLoopback(options.SlackApiUrl)))
            yield return "Alerts:SlackApiUrl must be Slack's, as in https://slack.com/api.";
        if (options.SecretTarget is { } target && new AwsTargets(Options.Create(aws.CurrentValue)).Find(target) is null)
            yield return "Alerts:SecretTarget must be the name of one of Aws:Targets, as in production.";
        if (options.Together is < 1 or > 100)
            yield return "Alerts:Together must lie between 1 and 100, as in 5.";
        if (options.Destinations.Count > 0 && options.Routes.Count == 0)
            yield return "Alerts:Routes must say which alerts go where, as in Alerts:Routes:0:Services=production/*/* and Alerts:Routes:0:Destinations:0=on-call.";
    }

    private static IEnumerable<string> Times(AlertsOptions options)
    {
        foreach (var (key, value, least, most, example) in new[]
        {
            ("OpenAfter", options.OpenAfter, TimeSpan.Zero, TimeSpan.FromHours(1), "00:01:00"),
            ("ResolveAfter", options.ResolveAfter, TimeSpan.Zero, TimeSpan.FromHours(24), "00:05:00"),
            ("ReopenWithin", options.ReopenWithin, TimeSpan.Zero, TimeSpan.FromHours(24), "00:30:00"),
            ("UnreadAfter", options.UnreadAfter, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24), "00:05:00"),
            ("GiveUpAfter", options.GiveUpAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7), "1.00:00:00"),
            ("TimeLimit", options.TimeLimit, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), "00:00:10"),
        })
            if (value < least || value > most)
                yield return $"Alerts:{key} must lie between {least} and {most}, as in {example}.";
    }

    private IEnumerable<string> Smtp(AlertsOptions options)
    {
        var smtp = options.Smtp;
        if (smtp.Host is null && options.Destinations.All(destination => destination.To.Count == 0))
            yield break;
        if (smtp.Host is null || Uri.CheckHostName(smtp.Host) == UriHostNameType.Unknown)
            yield return "Alerts:Smtp:Host must be the mail server's name, as in email-smtp.eu-west-1.amazonaws.com.";
        if (smtp.Port is < 1 or > 65535)
            yield return "Alerts:Smtp:Port must be a port, as in 587.";
        if (!IsMailbox(smtp.From))
            yield return "Alerts:Smtp:From must be the sender's address, as in alerts@example.com.";
        if (smtp.User is null != smtp.Password is null)
            yield return "Alerts:Smtp:User and Alerts:Smtp:Password belong together, as in secretsmanager:dashboard/smtp#user and secretsmanager:dashboard/smtp#password.";
        if (IsBadSecret(smtp.Password))
            yield return "Alerts:Smtp:Password must name a secret of Secrets Manager and not be the password itself, as in secretsmanager:dashboard/smtp#password.";
        if (smtp.CertificateSha256 is { } print && !Fingerprint().IsMatch(print))
            yield return "Alerts:Smtp:CertificateSha256 must be the certificate's SHA-256 in 64 hexadecimal digits, as openssl x509 -fingerprint -sha256 prints it without the colons, as in 9f86d081….";
    }

    private IEnumerable<string> Destination(DestinationOptions destination, string key)
    {
        if (!Name().IsMatch(destination.Name))
            yield return $"{key}:Name must be letters, digits, - or _, as in on-call.";
        if (new[] { destination.Webhook is not null, destination.Token is not null, destination.To.Count > 0 }.Count(given => given) != 1)
            yield return $"{key} must have exactly one of Webhook, Token (with Channel) and To, as in {key}:Webhook=secretsmanager:dashboard/slack#webhook.";
        if (IsBadSecret(destination.Webhook))
            yield return $"{key}:Webhook must name a secret of Secrets Manager and not be the address itself, as in secretsmanager:dashboard/slack#webhook.";
        if (IsBadSecret(destination.Token))
            yield return $"{key}:Token must name a secret of Secrets Manager and not be the token itself, as in secretsmanager:dashboard/slack#token.";
        if (destination.Token is not null != destination.Channel is not null || (destination.Channel is { } channel && !Channel().IsMatch(channel)))
            yield return $"{key}:Channel must be the id of the bot's channel, as in C0123456789.";
        foreach (var (address, at) in destination.To.Select((address, at) => (address, at)).Where(to => !IsMailbox(to.address)))
            yield return $"{key}:To:{at} must be an e-mail address, as in on-call@example.com.";
    }

    private static IEnumerable<string> Route(RouteOptions route, AlertsOptions options, string key)
    {
        if (!ServicePattern().IsMatch(route.Services))
            yield return $"{key}:Services must be target/cluster/service, as in production/shop/*.";
        if (AlertHours.ParseHours(route.Hours) is null)
            yield return $"{key}:Hours must be from and to on a 24-hour clock, as in 08:00-18:00 or 22:00-06:00.";
        if (AlertHours.ParseDays(route.Days) is null)
            yield return $"{key}:Days must be days of the week, as in Mon-Fri or Sat,Sun.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(route.TimeZone, out _))
            yield return $"{key}:TimeZone must be a time zone's name, as in Europe/Berlin.";
        if (route.Destinations.Count == 0)
            yield return $"{key}:Destinations must name at least one destination, as in {key}:Destinations:0=on-call.";
        foreach (var (name, at) in route.Destinations.Select((name, at) => (name, at)).Where(to => options.Destinations.All(known => known.Name != to.name)))
            yield return $"{key}:Destinations:{at} must be the name of one of Alerts:Destinations{(options.Destinations is [{ Name: { } first }, ..] && Name().IsMatch(first) ? $", as in {first}" : ", as in on-call")}.";
    }

    private bool IsBadSecret(string? text) =>
        text is not null && SecretName.Parse(text) is null && (!environment.IsDevelopment() || text.Length == 0 || SecretName.Begins(text));

    private static bool IsMailbox(string? text) => text is not null && !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address.Contains('@', StringComparison.Ordinal);

    private static bool IsAddress(string text, bool orHttp) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { UserInfo: "", Query: "", Fragment: "" } && (uri.Scheme == Uri.UriSchemeHttps || (orHttp && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static bool IsLoopback(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme is "http" or "https";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[CGD][A-Z0-9]{6,20}\z")]
    private static partial Regex Channel();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{64}\z")]
    private static partial Regex Fingerprint();

    [GeneratedRegex(@"\A[A-Za-z0-9_*-]+/[A-Za-z0-9_*-]+/[A-Za-z0-9_*-]+\z")]
    private static partial Regex ServicePattern();
}
