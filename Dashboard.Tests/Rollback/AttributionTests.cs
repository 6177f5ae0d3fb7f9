using Dashboard.Alarms.Standard;
using Dashboard.Audit;
using Dashboard.Aws;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;
using Dashboard.Simulator;
using Dashboard.Tests.Alarms.Standard;
using Dashboard.Tests.Aws;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Rollback;

public sealed class AttributionTests
{
    private const string WriteRole = "arn:aws:sts::111122223333:assumed-role/ecs-dashboard-write/";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rollback_is_sent_by_the_role_that_writes_in_the_name_of_the_person()
    {
        await using var house = await RollbackHouse.StartAsync();

        Assert.Equal(RollbackResult.Accepted, (await house.RollBackAsync(house.Command())).Result);

        var sent = Assert.Single(house.Aws.Ledger);
        Assert.Equal(("UpdateService", WriteRole + "Sam.Okafor=demo-on-call", "Sam.Okafor=demo-on-call"), (sent.Operation, sent.Principal, sent.SourceIdentity));
    }

    [Fact]
    public async Task An_alarm_is_put_by_the_role_that_writes_in_the_name_of_the_person()
    {
        await using var house = await AlarmsHouse.StartAsync();

        await house.CreateAsync(house.Orders(AlarmsHouse.Wishlist));

        Assert.NotEmpty(house.Aws.Ledger);
        Assert.All(house.Aws.Ledger, sent => Assert.Equal(("PutMetricAlarm", "Sam.Okafor=demo-on-call"), (sent.Operation, sent.SourceIdentity)));
    }

    [Theory]
    [InlineData(InjectedFault.Denied)]
    [InlineData(InjectedFault.ResetBefore)]
    [InlineData(InjectedFault.ResetAfter)]
    [InlineData(InjectedFault.Error500)]
    [InlineData(InjectedFault.Malformed)]
    [InlineData(InjectedFault.Throttle)]
    [InlineData(InjectedFault.Expired)]
    public async Task Where_the_role_cannot_be_assumed_nothing_is_sent_and_that_is_a_refusal(string fault)
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault("sts:AssumeRole", fault));
        var command = house.Command();

        var outcome = await house.RollBackAsync(command);

        Assert.Equal(RollbackResult.Refused, outcome.Result);
        Assert.Contains("Nothing was sent, the role to write with could not be assumed", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(house.Aws.Ledger);
        Assert.False((await house.IntentAsync(command.IntentId)).IsOpen);
        Assert.Equal(["intended", "refused"], await house.AuditAsync());
    }

    [Theory]
    [InlineData("Production", false)]
    [InlineData("Development", true)]
    public async Task In_Production_what_reads_cannot_write(string environment, bool writes)
    {
        var options = Options.Create(new AwsOptions { Source = AwsSource.Account, Targets = { new AwsTargetOptions { Name = "production", Region = "eu-west-1" } } });
        var clients = new AwsClients(new AwsTargets(options), options, new TestEnvironment(environment), new CallBudget(TimeProvider.System), new CallMeter(TimeProvider.System), TimeProvider.System);

        var (session, fault) = await clients.For("production").BeginWriteAsync(SourceIdentity.Of("1", "Sam"));

        Assert.Equal(writes, session is not null);
        Assert.Equal(writes ? null : "Nothing was sent: no role to write with is configured for production. Set Aws:Targets:n:WriteRoleArn.", fault?.Message);
    }

    [Fact]
    public async Task The_preflight_asks_for_the_permissions_of_the_role_that_writes()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.World.In(SimulatedWorld.Production).Iam.Deny("ecs:UpdateService");
        await using var aws = await FakeAws.StartAsync((context, _) => FakeAws.WriteAsync(context, "<SimulatePrincipalPolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><SimulatePrincipalPolicyResult/></SimulatePrincipalPolicyResponse>", contentType: "text/xml"));
        var options = Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = aws.Url });
        var clients = new AwsClients(new AwsTargets(options), options, new TestEnvironment(), new CallBudget(TimeProvider.System), new CallMeter(TimeProvider.System), TimeProvider.System);

        await new PermissionsSource(clients, TimeProvider.System).CheckAsync("production", [("ecs:UpdateService", "*")], TimeSpan.Zero, Cancel);

        Assert.Contains("PolicySourceArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fecs-dashboard-write", Assert.Single(aws.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_entry_leads_to_CloudTrail_once_the_event_is_there_and_the_trail_says_so()
    {
        await using var house = await RollbackHouse.StartAsync();
        await house.RollBackAsync(house.Command());
        await house.PollAsync("audit-cloudtrail");
        Assert.DoesNotContain(await EntriesAsync(house), entry => entry.Events.Count > 0);

        house.Time.Advance(SimulatedTrail.Delay + TimeSpan.FromSeconds(1));
        await house.PollAsync("audit-cloudtrail");
        await house.PollAsync("audit-cloudtrail");

        var entries = await EntriesAsync(house);
        var accepted = Assert.Single(entries, entry => entry.Events.Count > 0);
        var call = Assert.Single(accepted.Events);
        Assert.Equal(("accepted", "ecs:UpdateService"), (accepted.Outcome, call.Operation));
        var found = Assert.Single(entries, entry => entry.Action == "cloudtrail");
        Assert.Equal(("found", accepted.Subject, $"Entry {accepted.Sequence}: ecs:UpdateService in production is event {call.Id}, by Sam.Okafor=demo-on-call"), (found.Outcome, found.Subject, found.Detail));
    }

    [Fact]
    public async Task What_CloudTrail_does_not_have_after_an_hour_is_said_to_be_missing_and_what_cannot_be_asked_is_not()
    {
        await using var house = await RollbackHouse.StartAsync();
        await house.RollBackAsync(house.Command());
        house.Time.Advance(CloudTrailLinks.Missing + TimeSpan.FromMinutes(1));
        house.Aws.Faults.Add(new InjectedFault("cloudtrail:LookupEvents", InjectedFault.Denied));
        await house.PollAsync("audit-cloudtrail");
        Assert.DoesNotContain(await EntriesAsync(house), entry => entry.Action == "cloudtrail");

        house.Aws.Faults.Clear();
        house.Aws.Faults.Add(new InjectedFault("cloudtrail:LookupEvents", InjectedFault.Partial));
        await house.PollAsync("audit-cloudtrail");

        Assert.Equal("missing", Assert.Single(await EntriesAsync(house), entry => entry.Action == "cloudtrail").Outcome);
    }

    [Fact]
    public void A_link_leads_into_the_console_of_the_Region_and_nowhere_where_AWS_is_simulated()
    {
        Assert.Equal("https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events/1f-2", new AuditedEvent("eu-west-1", "ecs:UpdateService", "1f-2").Url);
        Assert.Null(new AuditedEvent(null, "ecs:UpdateService", "1f-2").Url);
    }

    private static Task<IReadOnlyList<AuditEntry>> EntriesAsync(RollbackHouse house) => house.Get<AuditLog>().FindAsync(new AuditFilter(), 100, cancel: Cancel);
}
