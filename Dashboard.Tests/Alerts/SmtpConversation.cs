using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;

namespace Dashboard.Tests.Alerts;

/// <summary>One client of the mail server, from the greeting to the goodbye.</summary>
internal sealed class SmtpConversation(SmtpDouble server, X509Certificate2 certificate, Stream stream, CancellationToken cancel)
{
    private bool isEncrypted;
    private string? user;
    private string from = "", to = "";

    public async Task TalkAsync()
    {
        if (server.IsImplicit)
            await EncryptAsync();
        await SayAsync(server.IsDown ? "421 4.3.2 Service not available" : "220 double ESMTP");
        while (await ReadLineAsync() is { } line)
        {
            if (!isEncrypted)
                server.InTheClear.Enqueue(line);
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "QUIT":
                    await SayAsync("221 2.0.0 Bye");
                    return;
                case "STARTTLS" when server.OffersTls && !isEncrypted:
                    await SayAsync("220 2.0.0 Go ahead");
                    await EncryptAsync();
                    break;
                case "DATA" when to.Length > 0:
                    if (!await TakeMailAsync())
                        return;
                    break;
                case var verb:
                    await SayAsync(Answer(verb, line));
                    break;
            }
        }
    }

    private string Answer(string verb, string line)
    {
        switch (verb)
        {
            case "EHLO":
                return "250-double" + (server.OffersTls && !isEncrypted ? "\r\n250-STARTTLS" : "") + (isEncrypted && server.Account is not null ? "\r\n250-AUTH PLAIN" : "") + "\r\n250 8BITMIME";
            case "AUTH" or "MAIL" when !isEncrypted:
                return "530 5.7.0 Must issue a STARTTLS command first";
            case "AUTH":
                var parts = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split('\0');
                user = server.Account is { } account && parts[1] == account.User && parts[2] == account.Password ? parts[1] : null;
                return user is null ? "535 5.7.8 Authentication credentials invalid" : "235 2.7.0 Ok";
            case "MAIL" when server.Account is not null && user is null:
                return "530 5.7.0 Authentication required";
            case "MAIL":
                (from, to) = (Address(line), "");
                return "250 2.1.0 Ok";
            case "RCPT" when server.Refuses.TryGetValue(Address(line), out var refusal):
                return refusal;
            case "RCPT" when from.Length > 0:
                to = Address(line);
                return "250 2.1.5 Ok";
            case "RSET" or "NOOP":
                return "250 2.0.0 Ok";
            case "RCPT" or "DATA":
                return "503 5.5.1 Bad sequence of commands";
            default:
                return "502 5.5.2 Unknown command";
        }
    }

    /// <returns>False when the connection is dropped instead of an answer.</returns>
    private async Task<bool> TakeMailAsync()
    {
        await SayAsync("354 End with a dot");
        var text = new StringBuilder();
        while (await ReadLineAsync() is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        await Task.Delay(server.Inspection, cancel);
        if (server.AnswerToMessage is { } refusal)
        {
            await SayAsync(refusal);
            return true;
        }

        server.Mails.Enqueue(new Mailed(from, to, user, await MimeMessage.LoadAsync(bytes, cancel)));
        if (server.DropsAfterData-- > 0)
            return false;
        await SayAsync("250 2.0.0 Ok 0102");
        return true;
    }

    private async Task EncryptAsync()
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancel);
        (stream, isEncrypted) = (encrypted, true);
    }

    // Byte by byte, so that nothing which belongs to the TLS handshake is read too early.
    private async Task<string?> ReadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancel) == 1)
        {
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return null;
    }

    private async Task SayAsync(string text)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), cancel);
        await stream.FlushAsync(cancel);
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
