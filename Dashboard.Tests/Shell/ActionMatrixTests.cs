using System.Reflection;
using System.Security.Claims;
using Dashboard.Alarms;
using Dashboard.Alarms.Mutes;
using Dashboard.Alarms.Standard;
using Dashboard.Alerts;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.Logs.Saved;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Shell;

/// <summary>Everything that a person can do within a circuit, on a service of production, for everybody who may try. What takes a person and has no line here fails.</summary>
public sealed class ActionMatrixTests(ActionMatrixTests.Houses houses) : IClassFixture<ActionMatrixTests.Houses>
{
    private const string OnCall = "on-call", Manager = "manager", Sharing = "on-call manager staging", Roles = "viewer on-call manager staging";
    private const string Reason = "for the matrix";
    private static readonly ServiceKey Checkout = new("production", "shop", "checkout");
    private static readonly Incident Wrong = new(Guid.NewGuid(), new IncidentKey(Checkout.ToString(), IncidentKind.Health), AlertSeverity.Warning, [], DateTimeOffset.UtcNow, DateTimeOffset.UtcNow);
    private static readonly Actor Noor = new("noor", "Noor Haddad");

    // Of the person of whom an ended session, one without a role and a wall are too: only the session as it is now keeps those from their own.
    private static readonly SavedSearch Search = new(Guid.NewGuid(), new Actor("demo:on-call", "Sam Okafor"), "slow checkouts", true, "?q=slow", Noor, DateTimeOffset.UnixEpoch, 1);
    private static readonly RollbackIntent Waiting = Tests.Rollback.Intents.Accepted with { Key = Checkout, State = IntentState.AwaitingApproval };

    /// <summary>By class and method: what is tried, and who gets past the question of who they are. What is tried goes no further than that.</summary>
    private static readonly Dictionary<string, (string Who, Func<IServiceProvider, ClaimsPrincipal, Task<string?>> Try)> Matrix = new()
    {
        ["ServiceRollback.RollBackAsync"] = (OnCall, async (all, person) => (await all.GetRequiredService<ServiceRollback>().RollBackAsync(new RollbackCommand(Checkout, "ecs-svc/1", null, Reason, Guid.NewGuid()), person)).Message),
        ["RollbackApproval.ApproveAsync"] = (OnCall, async (all, person) => (await all.GetRequiredService<RollbackApproval>().ApproveAsync(Waiting, person)).Message),
        ["RollbackApproval.DeclineAsync"] = (OnCall, async (all, person) => (await all.GetRequiredService<RollbackApproval>().DeclineAsync(Waiting, person)).Message),
        ["BadRevisionPardon.ForgetAsync"] = (OnCall, (all, person) => all.GetRequiredService<BadRevisionPardon>().ForgetAsync(Checkout, Guid.NewGuid(), Reason, person)),
        ["Incidents.AcknowledgeAsync"] = (OnCall, (all, person) => all.GetRequiredService<Incidents>().AcknowledgeAsync(Wrong.Id, person)),
        ["Muting.MuteAsync"] = (OnCall, (all, person) => all.GetRequiredService<Muting>().MuteAsync(MuteSubject.Of(Checkout), TimeSpan.Zero, Reason, person)),
        ["Muting.EndAsync"] = (OnCall, (all, person) => all.GetRequiredService<Muting>().EndAsync(new Mute(Guid.NewGuid(), MuteSubject.Of(Checkout), Reason, Noor, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch), person)),
        ["AlarmCreation.CreateAsync"] = (OnCall, async (all, person) => (await all.GetRequiredService<AlarmCreation>().CreateAsync([new AlarmOrder(Checkout, StandardKind.Cpu, "nothing that is missing")], Reason, person))[0].Message),
        ["TestMessages.SendAsync"] = (Sharing, (all, person) => all.GetRequiredService<TestMessages>().SendAsync("nowhere", person)),
        ["SavedSearches.SaveAsync"] = (Sharing, (all, person) => all.GetRequiredService<SavedSearches>().SaveAsync("", forEveryone: true, LogView.Empty, person)),
        ["SavedSearches.SaveAsync, for oneself"] = (Roles, (all, person) => all.GetRequiredService<SavedSearches>().SaveAsync("", forEveryone: false, LogView.Empty, person)),
        ["SavedSearches.RenameAsync"] = (Sharing, (all, person) => all.GetRequiredService<SavedSearches>().RenameAsync(Search, "fast checkouts", person)),
        ["SavedSearches.OverwriteAsync"] = (Sharing, (all, person) => all.GetRequiredService<SavedSearches>().OverwriteAsync(Search, LogView.Empty, person)),
        ["SavedSearches.DeleteAsync"] = (Sharing, (all, person) => all.GetRequiredService<SavedSearches>().DeleteAsync(Search, person)),
        ["SavedSearches.SeenByAsync"] = (Roles, async (all, person) => (await all.GetRequiredService<SavedSearches>().SeenByAsync(person, Cancel)).IsEmpty ? "needs the role" : null),
        ["SessionEnding.EndAsync"] = (Manager, (all, person) => all.GetRequiredService<SessionEnding>().EndAsync("somebody else's", Reason, person)),
        ["SessionEnding.SeenByAsync"] = (Roles, async (all, person) => (await all.GetRequiredService<SessionEnding>().SeenByAsync(person, Cancel)).IsEmpty ? "needs the role" : null),
    };

    /// <summary>What takes a person without doing anything for them.</summary>
    private static readonly HashSet<string> NoActions =
    [
        "Access.CheckAsync", "Sessions.NowAsync", "SessionNow.Invoke",

        // Records what the sign-in has done.
        "SignInTrail.SignedInAsync", "SignInTrail.SignedOutAsync",

        // One's own, from a form of which the matrix of endpoints says who may send it.
        "SessionEnding.EndOthersAsync",
    ];

    public static TheoryData<string> Actions => [.. Matrix.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_method_that_does_something_for_a_person_has_a_line_and_every_line_a_method()
    {
        var methods = typeof(ServiceRollback).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => (method.IsPublic || method.IsAssembly) && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(ClaimsPrincipal)))
            .Where(method => method.ReturnType.GetMethod(nameof(Task.GetAwaiter)) is not null && method.GetParameters().All(parameter => parameter.ParameterType != typeof(HttpContext)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Except(NoActions);

        Assert.Equal(Matrix.Keys.Select(line => line.Split(',')[0]).Distinct().Order(StringComparer.Ordinal), methods.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task It_is_done_for_whom_its_line_says_and_nobody_else(string action)
    {
        var done = new List<string>();
        foreach (var who in MatrixPeople.All)
        {
            var (services, person, over) = houses.Of(who);
            if (!IsRefused(await Matrix[action].Try(services, person), over))
                done.Add(who);
        }

        Assert.Equal(Matrix[action].Who.Split(' '), done);
    }

    // The sentences by which the table and the sessions refuse; whatever else stops an action comes after them.
    private static bool IsRefused(string? answer, string? over) =>
        answer is not null && (answer == "Sign in first." || answer == over || answer.Contains("needs the role", StringComparison.Ordinal) || answer.Contains("only they and a manager", StringComparison.Ordinal));

    /// <summary>The app as it is, and the same where on call is for staging only, with everybody signed in.</summary>
    public sealed class Houses : IAsyncLifetime
    {
        private readonly RunningDashboard dashboard = new();
        private readonly Dictionary<string, (IServiceProvider, ClaimsPrincipal, string?)> people = [];
        private WebApplicationFactory<global::Dashboard.Shell.App>? staging;

        public (IServiceProvider Services, ClaimsPrincipal Person, string? Over) Of(string who) => people[who];

        public async ValueTask InitializeAsync()
        {
            await dashboard.InitializeAsync();

            // Before the other house begins, so that it finds the incident when it first reads what is open.
            await dashboard.Services.GetRequiredService<IncidentStore>().WriteAsync([Wrong], [], CancellationToken.None);
            staging = MatrixPeople.WhereOnCallIsForStaging(dashboard);
            foreach (var who in MatrixPeople.All)
            {
                var house = who == "staging" ? staging : dashboard;
                var person = await MatrixPeople.BecomeAsync(MatrixPeople.ClientOf(house), house.Services, who);
                people[who] = (house.Services, person, (await house.Services.GetRequiredService<Sessions>().NowAsync(person)).Over);
            }

            var (services, viewer, _) = Of("on-call");
            await services.GetRequiredService<SavedSearches>().SaveAsync("seen by all", forEveryone: true, LogView.Empty, viewer);
            await staging.Services.GetRequiredService<Feed<IncidentsSnapshot>>().FirstAnswer;
        }

        public async ValueTask DisposeAsync()
        {
            if (staging is not null)
                await staging.DisposeAsync();
            await dashboard.DisposeAsync();
        }
    }
}
