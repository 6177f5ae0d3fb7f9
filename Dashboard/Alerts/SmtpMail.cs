using System.Net.Sockets;
using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Dashboard.Alerts;

/// <summary>E-mail by SMTP, over TLS or not at all; a connection for each message.</summary>
internal sealed class SmtpMail(AlertSecrets secrets, IOptions<AlertsOptions> options) : IAlertChannel
{
    private const int PatienceFactor = 6;

    private SmtpOptions Smtp => options.Value.Smtp;

    public async Task<SendResult> SendAsync(DestinationOptions destination, Delivery delivery, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Value.TimeLimit);
        using var client = Client();
        if (await OpenAsync(client, limit.Token) is { } problem)
            return new SendResult(SendOutcome.NotSent, Problem: problem);

        // A server that looks into a message before it takes it may need long, and what is given up then arrives twice.
        limit.CancelAfter(PatienceFactor * options.Value.TimeLimit);
        client.Timeout = (int)(PatienceFactor * options.Value.TimeLimit).TotalMilliseconds;
        try
        {
            var answer = await client.SendAsync(MailText.Of(delivery, MailboxAddress.Parse(Smtp.From!)), limit.Token);
            await LeaveAsync(client);
            return new SendResult(SendOutcome.Sent, Words(answer));
        }
        catch (SmtpCommandException refused)
        {
            await LeaveAsync(client);
            return Read(refused);
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException)
        {
            return new SendResult(SendOutcome.Unknown, Problem: "It is not known whether it arrived: the mail server did not answer in time.");
        }
        catch (Exception error) when (error is SmtpProtocolException or IOException or SocketException or ServiceNotConnectedException)
        {
            return new SendResult(SendOutcome.Unknown, Problem: $"It is not known whether it arrived: the connection to the mail server broke ({Words(error.Message)}).");
        }
    }

    /// <returns>Why nothing can be sent; null when it can.</returns>
    private async Task<string?> OpenAsync(SmtpClient client, CancellationToken cancel)
    {
        try
        {
            await client.ConnectAsync(Smtp.Host!, Smtp.Port, Smtp.Security == SmtpSecurity.Tls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls, cancel);
            return Smtp.User is null ? null : await SignInAsync(client, cancel);
        }
        catch (NotSupportedException)
        {
            return "The mail server offers no STARTTLS, and nothing is sent in the clear.";
        }
        catch (SslHandshakeException)
        {
            return "TLS with the mail server failed: its certificate is not trusted or not for its name, or it speaks no TLS on this port.";
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException)
        {
            return "The mail server did not answer in time.";
        }
        catch (Exception error) when (error is SocketException or IOException or ProtocolException or CommandException)
        {
            return $"The mail server cannot be used: {Words(error.Message)}.";
        }
    }

    private async Task<string?> SignInAsync(SmtpClient client, CancellationToken cancel)
    {
        var (user, password) = (await secrets.ReadAsync(Smtp.User!, cancel), await secrets.ReadAsync(Smtp.Password!, cancel));
        if ((user.Fault ?? password.Fault) is { } fault)
            return $"The mail server's user could not be read: {fault.Message}";
        try
        {
            await client.AuthenticateAsync(user.Value!.Reveal(), password.Value!.Reveal(), cancel);
            return null;
        }
        catch (Exception error) when (error is AuthenticationException or SmtpCommandException)
        {
            secrets.Forget(Smtp.User!);
            secrets.Forget(Smtp.Password!);
            return "The mail server refused the user or the password.";
        }
    }

    private SmtpClient Client()
    {
        // Where nothing but the mail server can be reached, nobody answers whether a certificate was revoked, and no mail would leave.
        var client = new SmtpClient { Timeout = (int)options.Value.TimeLimit.TotalMilliseconds, CheckCertificateRevocation = false };
        if (Smtp.CertificateSha256 is not { } expected)
            return client;
        client.ServerCertificateValidationCallback = (_, certificate, _, _) =>
            certificate is not null && string.Equals(certificate.GetCertHashString(HashAlgorithmName.SHA256), expected, StringComparison.OrdinalIgnoreCase);
        return client;
    }

    private static SendResult Read(SmtpCommandException refused)
    {
        var answer = $"{(int)refused.StatusCode} {Words(refused.Message)}";
        var isForGood = (int)refused.StatusCode >= 500;
        return refused.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => new SendResult(isForGood ? SendOutcome.Refused : SendOutcome.NotSent, Problem: $"The mail server does not take mail for this recipient: {answer}."),

            // Whoever has to verify the sender puts that right, and still wants to know.
            SmtpErrorCode.SenderNotAccepted => new SendResult(SendOutcome.NotSent, Problem: $"The mail server does not take mail from {refused.Mailbox?.Address}: {answer}."),

            // "554 Message rejected: Email address is not verified": Amazon SES says only after the message that it does not know the sender.
            SmtpErrorCode.MessageNotAccepted when refused.Message.Contains("not verified", StringComparison.OrdinalIgnoreCase) => new SendResult(SendOutcome.NotSent, Problem: $"The mail server answered {answer}."),
            _ => new SendResult(isForGood && refused.ErrorCode == SmtpErrorCode.MessageNotAccepted ? SendOutcome.Refused : SendOutcome.NotSent, Problem: $"The mail server answered {answer}."),
        };
    }

    // It has taken the message; how it says goodbye changes nothing.
    private static async Task LeaveAsync(SmtpClient client)
    {
        try
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await client.DisconnectAsync(quit: true, soon.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException or ProtocolException or CommandException)
        {
        }
    }

    private static string Words(string text)
    {
        var line = new string([.. text.ReplaceLineEndings(" ").Where(letter => !char.IsControl(letter)).Take(200)]).Trim().TrimEnd('.');
        return line.Length == 0 ? "without words" : line;
    }
}
