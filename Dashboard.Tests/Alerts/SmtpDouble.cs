using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;

namespace Dashboard.Tests.Alerts;

internal sealed record Mailed(string From, string To, string? User, MimeMessage Mail);

/// <summary>A mail server that speaks SMTP (RFC 5321) with STARTTLS (RFC 3207) or implicit TLS, and takes no mail in the clear.</summary>
internal sealed class SmtpDouble : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource gone = new();
    private readonly X509Certificate2 certificate = SelfSigned();
    private readonly ConcurrentBag<Task> conversations = [];
    private readonly Task accepting;

    public SmtpDouble(bool isImplicit = false)
    {
        IsImplicit = isImplicit;
        listener.Start();
        accepting = AcceptAsync();
    }

    public bool IsImplicit { get; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Fingerprint => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public ConcurrentQueue<Mailed> Mails { get; } = new();

    /// <summary>What a client said before it was encrypted.</summary>
    public ConcurrentQueue<string> InTheClear { get; } = new();

    /// <summary>Answers to RCPT TO by address, as in "550 5.1.1 No such user".</summary>
    public ConcurrentDictionary<string, string> Refuses { get; } = new();

    /// <summary>User and password; null when anybody may send.</summary>
    public (string User, string Password)? Account { get; set; }

    public bool OffersTls { get; set; } = true;

    /// <summary>Answers every greeting with 421.</summary>
    public bool IsDown { get; set; }

    /// <summary>Instead of taking a message, as in "554 Message rejected"; null to take it.</summary>
    public string? AnswerToMessage { get; set; }

    /// <summary>How long the answer to a message takes.</summary>
    public TimeSpan Inspection { get; set; }

    /// <summary>Takes the message and closes the connection without an answer, so many times.</summary>
    public int DropsAfterData { get; set; }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(conversations);
        certificate.Dispose();
        gone.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                conversations.Add(ServeAsync(await listener.AcceptTcpClientAsync(gone.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var closed = client;
        try
        {
            await new SmtpConversation(this, certificate, client.GetStream(), gone.Token).TalkAsync();
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or AuthenticationException or SocketException)
        {
            // The client went away, or does not trust the certificate.
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        // What was made in memory only cannot serve TLS everywhere.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
