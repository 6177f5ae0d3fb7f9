using Dashboard.Alerts;
using MimeKit;

namespace Dashboard.Tests.Alerts;

public sealed class MailTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_incident_is_one_conversation_over_TLS(bool isImplicit)
    {
        await using var smtp = new SmtpDouble(isImplicit) { Account = ("ses-user", "ses-password") };
        await using var house = new AlertHouse(new Dictionary<string, string?>(AlertHouse.Mail(smtp, "a@example.com")) { ["Smtp:User"] = "ses-user", ["Smtp:Password"] = "ses-password" });
        house.Publish(Row.Failing());
        await house.RoundAsync();
        await house.PassAsync(TimeSpan.FromMinutes(6), Row.Healthy());

        var (opened, resolved) = (smtp.Mails.First(), smtp.Mails.Last());
        Assert.Equal(2, smtp.Mails.Count);
        Assert.Equal(("alerts@example.com", "a@example.com", "ses-user"), (opened.From, opened.To, opened.User));
        Assert.Equal("checkout (production/shop) is failing", opened.Mail.Subject);
        Assert.Contains("What: error rate 12 % over the last 5 minutes", opened.Mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Open the service: https://ops.example.com/services/production/shop/checkout", opened.Mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://ops.example.com/services/production/shop/checkout\">Open the service</a>", opened.Mail.HtmlBody, StringComparison.Ordinal);
        Assert.Null(opened.Mail.InReplyTo);
        Assert.Equal((opened.Mail.MessageId, opened.Mail.MessageId), (resolved.Mail.InReplyTo, Assert.Single(resolved.Mail.References)));
        Assert.NotEqual(opened.Mail.MessageId, resolved.Mail.MessageId);
        Assert.Equal("auto-generated", opened.Mail.Headers["Auto-Submitted"]);
        Assert.DoesNotContain(smtp.InTheClear, line => !line.StartsWith("EHLO", StringComparison.Ordinal) && line != "STARTTLS");
    }

    [Fact]
    public async Task A_recipient_who_is_refused_is_shown_and_holds_up_nobody()
    {
        await using var smtp = new SmtpDouble();
        smtp.Refuses["gone@example.com"] = "550 5.1.1 No such user";
        smtp.Refuses["later@example.com"] = "450 4.2.1 Try later";
        await using var house = new AlertHouse(AlertHouse.Mail(smtp, "gone@example.com", "later@example.com", "here@example.com"));
        house.Publish(Row.Failing());
        await house.RoundAsync();

        Assert.Equal("here@example.com", Assert.Single(smtp.Mails).To);
        Assert.Equal(
        [
            (DeliveryState.Failed, "The mail server does not take mail for this recipient: 550 5.1.1 No such user."),
            (DeliveryState.Waiting, "The mail server does not take mail for this recipient: 450 4.2.1 Try later."),
            (DeliveryState.Sent, null),
        ], (await house.DeliveriesAsync()).Select(one => (one.State, one.Problem)));

        smtp.Refuses.Clear();
        await house.PassAsync(TimeSpan.FromMinutes(1), Row.Failing());
        Assert.Equal(["here@example.com", "later@example.com"], smtp.Mails.Select(mail => mail.To));
    }

    [Fact]
    public async Task Nothing_is_sent_in_the_clear()
    {
        await using var smtp = new SmtpDouble { OffersTls = false };
        await using var house = new AlertHouse(AlertHouse.Mail(smtp, "a@example.com"));
        house.Publish(Row.Failing());
        await house.RoundAsync();

        Assert.Equal("The mail server offers no STARTTLS, and nothing is sent in the clear.", Assert.Single(await house.DeliveriesAsync()).Problem);
        Assert.All(smtp.InTheClear, line => Assert.True(line.StartsWith("EHLO", StringComparison.Ordinal) || line == "QUIT", line));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_that_is_not_the_one_expected_is_refused(bool isImplicit)
    {
        await using var smtp = new SmtpDouble(isImplicit);
        await using var house = new AlertHouse(new Dictionary<string, string?>(AlertHouse.Mail(smtp, "a@example.com")) { ["Smtp:CertificateSha256"] = isImplicit ? null : new string('0', 64) });
        house.Publish(Row.Failing());
        await house.RoundAsync();

        Assert.StartsWith("TLS with the mail server failed", Assert.Single(await house.DeliveriesAsync()).Problem, StringComparison.Ordinal);
        Assert.Empty(smtp.Mails);
    }

    [Fact]
    public async Task A_wrong_password_waits_for_the_right_one()
    {
        await using var smtp = new SmtpDouble { Account = ("user", "another") };
        await using var house = new AlertHouse(new Dictionary<string, string?>(AlertHouse.Mail(smtp, "a@example.com")) { ["Smtp:User"] = "user", ["Smtp:Password"] = "password" });
        house.Publish(Row.Failing());
        await house.RoundAsync();
        Assert.Equal("The mail server refused the user or the password.", Assert.Single(await house.DeliveriesAsync()).Problem);

        smtp.Account = ("user", "password");
        await house.PassAsync(TimeSpan.FromMinutes(1), Row.Failing());
        Assert.Single(smtp.Mails);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_message_leads_to_one_marked_repeat_with_the_same_id()
    {
        await using var smtp = new SmtpDouble { DropsAfterData = 1 };
        await using var house = new AlertHouse(AlertHouse.Mail(smtp, "a@example.com"));
        house.Publish(Row.Failing());
        await house.RoundAsync();
        await house.PassAsync(TimeSpan.FromMinutes(2), Row.Failing());

        Assert.Equal(["checkout (production/shop) is failing", "[repeat] checkout (production/shop) is failing"], smtp.Mails.Select(mail => mail.Mail.Subject));
        Assert.StartsWith("Repeat: this may have been delivered before.", smtp.Mails.Last().Mail.TextBody, StringComparison.Ordinal);
        Assert.Single(smtp.Mails.Select(mail => mail.Mail.MessageId).Distinct());
    }

    [Fact]
    public async Task A_sender_that_is_not_verified_yet_waits_and_a_message_that_is_refused_does_not()
    {
        await using var smtp = new SmtpDouble { AnswerToMessage = "554 Message rejected: Email address is not verified. The following identities failed the check: alerts@example.com" };
        await using var house = new AlertHouse(AlertHouse.Mail(smtp, "a@example.com"));
        house.Publish(Row.Failing());
        await house.RoundAsync();
        Assert.Equal(DeliveryState.Waiting, Assert.Single(await house.DeliveriesAsync()).State);

        smtp.AnswerToMessage = "554 5.7.1 Message looks like spam";
        await house.PassAsync(TimeSpan.FromMinutes(1), Row.Failing());
        Assert.Equal((DeliveryState.Failed, "The mail server answered 554 5.7.1 Message looks like spam."), (await house.DeliveriesAsync()).Select(one => (one.State, one.Problem)).Single());
    }

    [Fact]
    public async Task A_mail_server_that_looks_into_a_message_for_long_gets_it_once()
    {
        await using var smtp = new SmtpDouble { Inspection = TimeSpan.FromSeconds(2) };
        await using var house = new AlertHouse(new Dictionary<string, string?>(AlertHouse.Mail(smtp, "a@example.com")) { ["TimeLimit"] = "00:00:01.5" });
        house.Publish(Row.Failing());
        await house.RoundAsync();

        Assert.Equal(DeliveryState.Sent, Assert.Single(await house.DeliveriesAsync()).State);
        Assert.Single(smtp.Mails);
    }

    [Fact]
    public async Task A_mail_server_that_is_down_or_not_there_is_tried_again()
    {
        await using var smtp = new SmtpDouble { IsDown = true };
        await using var house = new AlertHouse(AlertHouse.Mail(smtp, "a@example.com"));
        house.Publish(Row.Failing());
        await house.RoundAsync();
        Assert.Equal((DeliveryState.Waiting, false), (await house.DeliveriesAsync()).Select(one => (one.State, one.IsRepeat)).Single());

        smtp.IsDown = false;
        await house.PassAsync(TimeSpan.FromMinutes(1), Row.Failing());
        Assert.Single(smtp.Mails);
    }

    [Fact]
    public void Nothing_that_is_quoted_begins_a_header_or_becomes_markup()
    {
        var message = new AlertMessage(AlertTone.Problem, "boom\r\nBcc: evil@example.com\r\n\r\nbody", [new("What", "<script>alert(1)</script>\nFake: line"), new("Runbook", "here", "javascript:alert(1)")]);
        var mail = MailText.Of(new Delivery(7, "mail", "a@example.com", "thread", IsRoot: false, "Opened", message, Make.Noon, DeliveryState.Waiting), MailboxAddress.Parse("alerts@example.com"));
        using var bytes = new MemoryStream();
        mail.WriteTo(bytes, TestContext.Current.CancellationToken);
        bytes.Position = 0;
        var read = MimeMessage.Load(bytes, TestContext.Current.CancellationToken);

        Assert.Equal("boom Bcc: evil@example.com body", read.Subject);
        Assert.Empty(read.Bcc);
        Assert.DoesNotContain("<script>", read.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", read.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("What: <script>alert(1)</script> Fake: line", read.TextBody, StringComparison.Ordinal);
        Assert.Equal("ecs-alert.thread.7@example.com", read.MessageId);
        Assert.Equal("ecs-alert.thread@example.com", read.InReplyTo);
    }
}
