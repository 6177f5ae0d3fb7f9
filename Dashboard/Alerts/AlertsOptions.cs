namespace Dashboard.Alerts;

/// <summary>Section <c>Alerts</c>. Without destinations nothing is sent; incidents are still kept.</summary>
public sealed class AlertsOptions
{
    /// <summary>The dashboard's own address, for links, as in https://ops.example.com; null for alerts without links.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The tags of an ECS service that name its owner and its runbook.</summary>
    public string OwnerTag { get; set; } = "owner";

    public string RunbookTag { get; set; } = "runbook";

    /// <summary>The name of the target whose Secrets Manager holds the secrets named here; null for the first one.</summary>
    public string? SecretTarget { get; set; }

    /// <summary>How long a degradation that no alarm tells of must last before it is an incident.</summary>
    public TimeSpan OpenAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a service must be quiet before its incident is resolved; twice as long with each time that it came back.</summary>
    public TimeSpan ResolveAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>What comes back so soon after it was resolved is the same incident.</summary>
    public TimeSpan ReopenWithin { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a target may go unread before that is an incident.</summary>
    public TimeSpan UnreadAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How old a message may become while its destination takes none; after that it counts as failed.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many messages of one kind go to a destination at once; more become one.</summary>
    public int Together { get; set; } = 5;

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Lets Slack's addresses be on this machine, over http. Only beside a simulated AWS.</summary>
    public bool AllowLoopback { get; set; }

    public string SlackApiUrl { get; set; } = "https://slack.com/api";

    public SmtpOptions Smtp { get; set; } = new();

    public IList<DestinationOptions> Destinations { get; init; } = [];

    /// <summary>Every route that fits an incident takes it to its destinations.</summary>
    public IList<RouteOptions> Routes { get; init; } = [];
}

public enum SmtpSecurity
{
    /// <summary>The connection begins in the clear and is encrypted before anything is said, as on port 587.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte, as on port 465.</summary>
    Tls,
}

public sealed class SmtpOptions
{
    /// <summary>As in email-smtp.eu-west-1.amazonaws.com.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Null where the server asks nobody who he is. It and the password: <c>secretsmanager:NAME#json-key</c>, or the user itself.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>The sender, as in ECS operations &lt;alerts@example.com&gt;.</summary>
    public string? From { get; set; }

    /// <summary>SHA-256 of the server's certificate, hexadecimal, where no public authority signed it; null where one did.</summary>
    public string? CertificateSha256 { get; set; }
}

/// <summary>One place where alerts go: a Slack webhook, a Slack channel by bot token, or e-mail addresses.</summary>
public sealed class DestinationOptions
{
    public string Name { get; set; } = "";

    /// <summary>An incoming webhook's address, which is a secret: <c>secretsmanager:NAME#json-key</c>; in Development also the address itself.</summary>
    public string? Webhook { get; set; }

    /// <summary>A bot's token (scope chat:write, and files:write for pictures): <c>secretsmanager:NAME#json-key</c>; in Development also the token itself.</summary>
    public string? Token { get; set; }

    /// <summary>The channel's id for the bot, as in C0123456789.</summary>
    public string? Channel { get; set; }

    /// <summary>E-mail addresses, each of which gets a message of its own.</summary>
    public IList<string> To { get; init; } = [];
}

public sealed class RouteOptions
{
    /// <summary><c>target/cluster/service</c>, in which * stands for any characters but the slash.</summary>
    public string Services { get; set; } = "*/*/*";

    /// <summary>From which severity on.</summary>
    public AlertSeverity Severity { get; set; } = AlertSeverity.Warning;

    /// <summary>As in 08:00-18:00 or 22:00-06:00; null for all day.</summary>
    public string? Hours { get; set; }

    /// <summary>As in Mon-Fri or Sat,Sun; null for every day.</summary>
    public string? Days { get; set; }

    /// <summary>Of hours and days, as in Europe/Berlin.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Names of destinations.</summary>
    public IList<string> Destinations { get; init; } = [];
}
