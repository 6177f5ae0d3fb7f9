using System.Net;
using System.Runtime.Serialization;
using Dashboard.Aws;
using Dashboard.Live;
using Microsoft.Extensions.Options;
using Octokit;
using Octokit.Internal;

namespace Dashboard.Rollback.GitHub;

/// <summary>One request to GitHub, sent once: its answer, or why there is none.</summary>
public sealed class GitHubApi(IOptions<GitHubOptions> options, AwsTargets targets, SecretValues secrets, TimeProvider time) : IDisposable
{
    private readonly HttpClientAdapter http = new(() => new OnceHandler());

    private string TokenTarget => options.Value.TokenTarget ?? targets.All[0].Name;

    public async Task<Answer<IApiResponse<T>>> AskAsync<T>(string operation, Func<IConnection, CancellationToken, Task<IApiResponse<T>>> call, CancellationToken cancel)
    {
        var name = SecretName.Parse(options.Value.Token);
        var token = name is null ? new SecretText(options.Value.Token ?? "") : await secrets.ReadAsync(TokenTarget, name, cancel);
        if (token.Value is not { } secret)
            return token.Fault! with { Kind = FaultKind.Denied, Message = $"GitHub was not asked, its token could not be read: {token.Fault!.Message}" };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Value.TimeLimit);
        try
        {
            var answer = await call(Connect(secret), limit.Token);
            return (int)answer.HttpResponse.StatusCode < 300 ? new Answer<IApiResponse<T>>(answer, null)
                : Fault(FaultKind.Invalid, operation, $"the answer was a redirect (HTTP {(int)answer.HttpResponse.StatusCode}), which is not followed with the token");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (Explain(error) is { } why)
        {
            if (name is not null && error is AuthorizationException)
                secrets.Forget(TokenTarget, name);
            return Fault(why.Kind, operation, why.Text);
        }
    }

    public void Dispose() => http.Dispose();

    private Connection Connect(SecretText token) =>
        new(new ProductHeaderValue("ecs-operations-dashboard"), new Uri(options.Value.ApiUrl.TrimEnd('/') + "/"), new InMemoryCredentialStore(new Credentials(token.Reveal())), http, new SimpleJsonSerializer());

    private Fault Fault(FaultKind kind, string operation, string text) =>
        new(kind, $"GitHub, {operation}: {Shorten(text)}", time.GetUtcNow()) { Operation = operation };

    private static (FaultKind Kind, string Text)? Explain(Exception error) => error switch
    {
        AuthorizationException => (FaultKind.Denied, "the token was refused (HTTP 401)"),
        RateLimitExceededException or SecondaryRateLimitExceededException or AbuseException => (FaultKind.Throttled, error.Message),
        ForbiddenException => (FaultKind.Denied, error.Message),
        ApiException api => (KindOf(api.StatusCode), $"{api.Message} (HTTP {(int)api.StatusCode})"),
        OperationCanceledException or TimeoutException => (FaultKind.Unreachable, "no answer in time"),
        SerializationException => (FaultKind.Unreachable, "the answer could not be read"),
        HttpRequestException or IOException => (FaultKind.Unreachable, error.Message),
        _ => null,
    };

    private static FaultKind KindOf(HttpStatusCode status) => (int)status switch
    {
        401 or 403 => FaultKind.Denied,
        404 => FaultKind.NotFound,
        429 => FaultKind.Throttled,
        >= 400 and < 500 => FaultKind.Invalid,
        _ => FaultKind.Unreachable,
    };

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim().TrimEnd('.') + ".";
        return line.Length <= 400 ? line : line[..400] + "…";
    }

    /// <summary>A connection for each request, because .NET sends again what fails on one that had gone stale; and no redirect, which Octokit would follow.</summary>
    private sealed class OnceHandler() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero, ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        private const string Version = "X-GitHub-Api-Version";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Remove(Version);
            request.Headers.Add(Version, "2026-03-10");
            var response = await base.SendAsync(request, cancellationToken);
            response.Headers.Location = null;
            return response;
        }
    }
}
