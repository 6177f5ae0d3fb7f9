using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Live;
using Dashboard.Store;
using Dashboard.Tests.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Audit;

public sealed class RefusedRequestsTests : IDisposable
{
    private static readonly AuthorizationPolicy Policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
    private readonly TempDatabase temp = new();
    private readonly FakeTimeProvider time = new();
    private readonly Database database;
    private readonly AuditLog audit;
    private readonly RefusedRequests refused;

    public RefusedRequestsTests()
    {
        database = temp.Open(AuditSchema.All);
        audit = new AuditLog(database, time, new Feed<AuditHead>());
        refused = new RefusedRequests(audit, time, NullLogger<RefusedRequests>.Instance);
    }

    [Fact]
    public async Task Who_asks_for_what_they_may_not_have_is_recorded_once_a_minute_and_refused_each_time()
    {
        var first = await AskAsync("/audit/export.csv", PolicyAuthorizationResult.Forbid());
        var second = await AskAsync("/audit/export.csv", PolicyAuthorizationResult.Forbid());
        await AskAsync("/logs", PolicyAuthorizationResult.Forbid());
        time.Advance(TimeSpan.FromMinutes(1));
        await AskAsync("/audit/export.csv", PolicyAuthorizationResult.Forbid());

        Assert.Equal((403, 403), (first, second));
        var entries = await EntriesAsync();
        Assert.Equal(["GET /audit/export.csv", "GET /logs", "GET /audit/export.csv"], entries.Select(entry => entry.Subject));
        Assert.All(entries, entry => Assert.Equal(("request", "refused", "sam"), (entry.Action, entry.Outcome, entry.Actor.Id)));
    }

    [Fact]
    public async Task Nobody_who_may_and_nobody_who_is_not_signed_in_is_recorded()
    {
        await AskAsync("/audit", PolicyAuthorizationResult.Success());
        await AskAsync("/audit", PolicyAuthorizationResult.Challenge());

        Assert.Empty(await EntriesAsync());
    }

    public void Dispose()
    {
        database.Dispose();
        temp.Dispose();
    }

    private async Task<int> AskAsync(string path, PolicyAuthorizationResult result)
    {
        var context = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddSingleton<IAuthenticationService, StatusOnly>().BuildServiceProvider(),
            User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("oid", "sam")], "test")),
        };
        (context.Request.Method, context.Request.Path) = ("GET", path);
        await refused.HandleAsync(_ => Task.CompletedTask, context, Policy, result);
        return context.Response.StatusCode;
    }

    private Task<IReadOnlyList<AuditEntry>> EntriesAsync() => audit.FindAsync(new AuditFilter(), 100, cancel: TestContext.Current.CancellationToken);

    private sealed class StatusOnly : IAuthenticationService
    {
        public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) => Task.FromResult(AuthenticateResult.NoResult());

        public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Answer(context, 401);

        public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Answer(context, 403);

        public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) => Task.CompletedTask;

        public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Task.CompletedTask;

        private static Task Answer(HttpContext context, int status)
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }
    }
}
