using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Dashboard.Alerts;
using Dashboard.Alerts.Pictures;
using Dashboard.Audit;
using Dashboard.Logs;
using Dashboard.Metrics;
using Dashboard.Metrics.Panels;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Dashboard.Tests.SignIn;
using Dashboard.Ui;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Dashboard.Tests.BadInput;

/// <summary>What leaves the house: messages, pictures, files and the trail, with the corpus in each of their texts; and the way out, with addresses that lead back in.</summary>
public sealed class BadInputOutsideTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_Slack_message_says_it_and_mentions_nobody() => Assert.All(Corpus.All, text =>
    {
        var said = SlackText.Of(Message(text + "<!channel> <@U1> <https://evil.example|x>"));

        Assert.DoesNotContain("<!", said, StringComparison.Ordinal);
        Assert.DoesNotContain("<@", said, StringComparison.Ordinal);
        Assert.All(said.Split('<').Skip(1), link => Assert.StartsWith("https://ops.example.com/", link, StringComparison.Ordinal));
        Assert.DoesNotContain(said, character => char.IsControl(character) && character != '\n');
        Assert.True(said.Length <= 4_000 && said.Count(character => character == '\n') <= 4);
        Assert.NotEmpty(JsonSerializer.SerializeToUtf8Bytes(new { text = said }));
    });

    [Fact]
    public void An_e_mail_has_our_headers_only_and_our_elements_only() => Assert.All(Corpus.All, text =>
    {
        using var bytes = new MemoryStream();
        MailText.Of(Message(text) with { Recipient = "a@example.com" }, MailboxAddress.Parse("alerts@example.com")).WriteTo(bytes, Cancel);
        bytes.Position = 0;
        var mail = MimeMessage.Load(bytes, Cancel);

        Assert.Equal("a@example.com", Assert.IsType<MailboxAddress>(Assert.Single(mail.GetRecipients(onlyUnique: true))).Address);
        Assert.Equal(["Auto-Submitted", "Date", "From", "Importance", "MIME-Version", "Message-Id", "Subject", "To"], mail.Headers.Select(header => header.Field).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(mail.Subject ?? "", char.IsControl);
        var elements = new HtmlParser().ParseDocument(mail.HtmlBody!).Body!.QuerySelectorAll("*");
        Assert.Empty(elements.Select(element => element.LocalName).Except(["h2", "div", "strong", "code", "a"]));
        Assert.All(elements.Where(element => element.LocalName == "a"), link => Assert.StartsWith("https://ops.example.com/", link.GetAttribute("href"), StringComparison.Ordinal));
    });

    [Fact]
    public void A_picture_is_drawn_whatever_its_lines_are_called() => Assert.All(Corpus.All, text =>
    {
        var hour = new TimeSpanUtc(Make.Noon.AddHours(-1), Make.Noon);
        Assert.NotEmpty(PanelPicture.Draw(new ServicePanel("cpu", text, ChartUnit.Percent, [Series.Empty.Line(text)]), hour, text, Make.Noon, [new PictureMark(Make.Noon.AddMinutes(-30), text)]));
    });

    [Fact]
    public void A_report_in_Markdown_holds_no_markup_and_no_link() => Assert.All(Corpus.All, text =>
    {
        var said = ReportMarkdown.Escape(text);

        Assert.DoesNotMatch(@"(?<!\\)[<>\[\]`|]|://|\n|\r", said);
    });

    [Fact]
    public void A_cell_is_one_cell_and_never_a_formula() => Assert.All(Corpus.All, text =>
    {
        var line = Csv.Line(text, "end");

        Assert.Empty(Answers.Formulas(line));
        Assert.EndsWith(",\"end\"\r\n", line, StringComparison.Ordinal);
        Assert.Equal(0, line.Count(character => character == '"') % 2);
    });

    [Fact]
    public void A_log_line_becomes_visible_text() => Assert.All(Corpus.All, text =>
    {
        Assert.DoesNotContain(LogText.Visible(text), character => (char.IsControl(character) && character is not ('\n' or '\t')) || character is '\u202e' or '\u2066' or '\u200b' or '\ufeff' || char.IsSurrogate(character));
        Assert.DoesNotContain('\n', LogText.OneLine(text, 200));
        _ = LogText.PrettyJson(text);
    });

    [Fact]
    public async Task The_trail_keeps_it_and_stays_whole()
    {
        using var house = new SessionHouse();
        foreach (var text in Corpus.All)
            await house.Audit.WriteAsync(new Actor("id " + text, text), "test", text, "accepted", text, text, Cancel);

        Assert.Null(await house.Audit.FirstBrokenAsync(Cancel));
        var kept = await house.Audit.FindAsync(new AuditFilter(null, "test"), 1_000, cancel: Cancel);
        Assert.Equal(Corpus.All.Count(), kept.Count);
        foreach (var text in Corpus.All)
            _ = await house.Audit.FindAsync(new AuditFilter(text, text), 10, cancel: Cancel);
    }

    [Fact]
    public async Task No_spelling_of_a_private_address_is_connected_to()
    {
        using var http = new SlackHttp(Options.Create(new AlertsOptions { TimeLimit = TimeSpan.FromSeconds(5) }));
        foreach (var host in Corpus.Hosts().Where(host => host.StartsWith("http", StringComparison.Ordinal)))
        {
            var failure = Uri.TryCreate(host, UriKind.Absolute, out var address) ? (await http.PostAsync(address, new { }, null, Cancel)).Failure : new SendResult(SendOutcome.NotSent, Problem: "no address");

            Assert.Equal(SendOutcome.NotSent, failure?.Outcome);
            if (address?.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
                Assert.Matches("leads to a private address|are unspecified addresses", failure?.Problem);
        }
    }

    [Fact]
    public void No_address_abroad_counts_as_this_machine() => Assert.All(Corpus.Hosts().Where(host => !host.Contains("127", StringComparison.Ordinal) && !host.Contains("0177", StringComparison.Ordinal) && !host.Contains("[::1]", StringComparison.Ordinal) && !host.Contains('\u24db')).Concat(["http://127.0.0.1.nip.io/", "http://127.0.0.1@evil.example/", "http://localhost.evil.example/", "//127.0.0.1/", "ftp://127.0.0.1/"]), host =>
        Assert.False(new AwsEndpoint("ecs", "any", host).IsLoopback));

    [Fact]
    public void Where_to_go_after_the_sign_in_is_an_own_path_that_a_header_can_carry() => Assert.All(Corpus.All.SelectMany(text => new[] { text, "/" + text, Corpus.Encode(text), "/" + Corpus.Encode(text) }), text =>
    {
        var url = ReturnUrl.Local(text);

        Assert.DoesNotContain(url, character => character is <= ' ' or > '~');
        Assert.DoesNotContain('\\', url.Split('?')[0]);
        var leads = new Uri(new Uri("https://ops.example.com/sign-in"), url);
        Assert.Equal("https://ops.example.com", leads.GetLeftPart(UriPartial.Authority));
        Assert.Equal("https://ops.example.com", new Uri(new Uri("https://ops.example.com/sign-in"), Uri.UnescapeDataString(url)).GetLeftPart(UriPartial.Authority));
    });

    private static Delivery Message(string text) => new(1, "any", "", "thread", IsRoot: true, "Opened",
        new AlertMessage(AlertTone.Problem, text, [new("What", text), new("Newest error", text, IsQuoted: true), new("", text, "https://ops.example.com/?q=" + Uri.EscapeDataString(text)), new("Runbook", text)]), Make.Noon, DeliveryState.Waiting);
}
