using System.Collections.Immutable;
using System.Security.Claims;
using Bunit;
using Dashboard.Alarms;
using Dashboard.Alarms.BlackBox;
using Dashboard.Alarms.Mutes;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.Metrics;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;
using Dashboard.Rollback.Suspects;
using Dashboard.Shell;
using Dashboard.SignIn;
using Dashboard.Status;
using Dashboard.Tests.SignIn;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Shell;

public sealed class ServicePageTests : BunitContext
{
    private readonly Feed<FleetBoard> board = new();
    private readonly Feed<AlarmsSnapshot> alarms = new();
    private readonly Feed<BlackBoxSnapshot> stops = new();
    private readonly DefaultHttpContext http = new();

    public ServicePageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Make.Noon));
        Services.AddSingleton(board);
        Services.AddDoors();
        Services.AddSingleton(new Feed<RollbacksSnapshot>());
        Services.AddSingleton(new Feed<ReadinessSnapshot>());
        Services.AddSingleton(alarms);
        Services.AddSingleton(stops);
        Services.AddSingleton<Attention>();
        ComponentFactories.AddStub<ServicePanels>();
        ComponentFactories.AddStub<NewestErrorsPanel>();
        ComponentFactories.AddStub<NewSincePanel>();
        ComponentFactories.AddStub<RollBackButton>();
        ComponentFactories.AddStub<RollbackProgressPanel>("<b class=\"progress\"></b>");
        ComponentFactories.AddStub<RollbackDialog>();
        ComponentFactories.AddStub<BadRevisionAlert>();
        ComponentFactories.AddStub<DriftNotice>();
        ComponentFactories.AddStub<MuteControl>();
        ComponentFactories.AddStub<VerdictNote>();
        ComponentFactories.AddStub<TasksPanel>();
        ComponentFactories.AddStub<StoppedTasksPanel>();
        ComponentFactories.AddStub<DeploymentHistoryPanel>();
        ComponentFactories.AddStub<ServiceEventsPanel>();
        Publish(Make.Service());
    }

    private void Publish(EcsService service, ServiceState state = ServiceState.Healthy) =>
        board.Publish(new FleetBoard([new ServiceStatus(service, state, state == ServiceState.Healthy ? [] : ["error rate 12 %"], null, null, null, null, [])], [Make.Cluster(service)]), Make.Noon);

    private IRenderedComponent<ServicePage> Show(string service = "checkout", string rest = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/services/production/shop/{service}{rest}");
        return Render<ServicePage>(parameters => parameters
            .AddCascadingValue<HttpContext>(http)
            .Add(page => page.Target, "production").Add(page => page.Cluster, "shop").Add(page => page.Service, service));
    }

    [Fact]
    public void A_service_shows_its_state_its_version_and_its_facts()
    {
        Publish(Make.Service(), ServiceState.Failing);

        var page = Show();

        Assert.Contains("Failing", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Contains("error rate 12 %", page.Find(".why").TextContent, StringComparison.Ordinal);
        Assert.Contains("v1.0.43", page.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 / 2", page.Find(".facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_was_read_anew_and_is_as_it_was_is_the_same_for_its_page()
    {
        Publish(Make.Service() with { ObservedAt = Make.Noon });
        var before = board.Current.Value!.Rows[0];

        Publish(Make.Service() with { ObservedAt = Make.Noon.AddSeconds(10) });

        Assert.True(ShownRow.SamePage(before, board.Current.Value.Rows[0]));
    }

    [Theory]
    [InlineData("tasks start")]
    [InlineData("a rollout goes on")]
    [InlineData("it could not be read")]
    [InlineData("targets could not be read")]
    [InlineData("a fact")]
    [InlineData("since when")]
    [InlineData("an alarm")]
    [InlineData("another limit")]
    [InlineData("fewer tasks run")]
    [InlineData("another error rate")]
    [InlineData("another response time")]
    [InlineData("the history was read anew")]
    [InlineData("the whole board is old")]
    [InlineData("it is gone")]
    public void What_a_person_could_see_is_drawn(string what)
    {
        var page = Show();
        var (drawn, row) = (page.RenderCount, board.Current.Value!.Rows[0]);

        var now = what switch
        {
            "tasks start" => row with { Service = row.Service with { Pending = 1 } },
            "a rollout goes on" => row with { Service = row.Service with { Deployments = [.. row.Service.Deployments.Select(deployment => deployment with { RolloutState = "IN_PROGRESS" })] } },
            "it could not be read" => row with { Service = row.Service with { Fault = Make.Fault() } },
            "targets could not be read" => row with { Service = row.Service with { TargetsFault = Make.Fault() } },
            "a fact" => row with { Facts = ["error rate 12 %"] },
            "since when" => row with { Since = Make.Noon },
            "an alarm" => row with { OpenAlarms = [Make.Alarm(row.Key)] },
            "another limit" => row with { ErrorLimitPercent = 9 },
            "fewer tasks run" => row with { Service = row.Service with { Running = 1 } },
            "another error rate" => row with { ErrorPercent = 3 },
            "another response time" => row with { P95Milliseconds = 9 },
            "the history was read anew" => row with { History = Make.History(row.Key) },
            _ => row,
        };
        board.Publish(new FleetBoard(what == "it is gone" ? [] : [now], [Make.Cluster(row.Service)]), Make.Noon, what == "the whole board is old" ? Make.Fault() : null);

        page.WaitForState(() => page.RenderCount > drawn);
    }

    [Fact]
    public void A_row_with_other_numbers_draws_its_numbers_and_not_the_page()
    {
        var page = Show();
        var around = page.FindComponents<Region>()[0].RenderCount;

        board.Publish(new FleetBoard([board.Current.Value!.Rows[0] with { Service = Make.Service() with { Running = 1 } }], [Make.Cluster(Make.Service())]), Make.Noon);

        page.WaitForAssertion(() => Assert.Contains("1 / 2", page.Find(".facts").TextContent, StringComparison.Ordinal));
        Assert.Equal(around, page.FindComponents<Region>()[0].RenderCount);
    }

    [Fact]
    public void Alarms_that_have_other_thresholds_are_drawn_though_the_board_says_the_same()
    {
        var page = Show();

        alarms.Publish(new AlarmsSnapshot([new CloudWatchAlarm("production", "checkout-memory", "arn", "Metric", "OK", null, null, Make.Key(), "MemoryUtilization") { Threshold = 90, Comparison = "GreaterThanThreshold" }], ImmutableDictionary<string, Fault>.Empty), Make.Noon);

        page.WaitForAssertion(() => Assert.Single(page.FindComponent<Bunit.TestDoubles.Stub<ServicePanels>>().Instance.Parameters.Get(it => it.Thresholds)));
    }

    [Fact]
    public void The_progress_of_a_rollback_stands_above_the_facts()
    {
        var inOrder = Show().FindAll("h1, .progress, .facts").Select(element => element.ClassName is "progress" or "facts" ? element.ClassName : element.LocalName);

        Assert.Equal(["h1", "progress", "facts"], inOrder);
    }

    [Fact]
    public void An_unknown_service_is_answered_with_what_exists()
    {
        var page = Show("nope");

        Assert.Contains("There is no service “nope”", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Equal("/services/production/shop/checkout", page.Find(".near a").GetAttribute("href"));
    }

    [Fact]
    public void A_malformed_range_is_named_and_the_default_is_shown()
    {
        var page = Show(rest: "?range=9y");

        Assert.Contains("“9y” is not a range", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(TimeRange.Default, page.FindComponent<RangePicker>().Instance.Range);
    }

    [Fact]
    public void The_range_of_the_address_is_the_range_of_the_panels() =>
        Assert.Equal("12h", Show(rest: "?range=12h").FindComponent<RangePicker>().Instance.Range.Name);

    [Fact]
    public void The_panels_get_the_thresholds_of_the_services_alarms()
    {
        var alarm = new CloudWatchAlarm("production", "checkout-memory", "arn", "Metric", "OK", null, null, Make.Key(), "MemoryUtilization") { Threshold = 90, Comparison = "GreaterThanThreshold" };
        alarms.Publish(new AlarmsSnapshot([alarm], ImmutableDictionary<string, Fault>.Empty), Make.Noon);

        var panels = Show().FindComponent<Bunit.TestDoubles.Stub<ServicePanels>>().Instance.Parameters;

        Assert.Equal([new MetricThreshold(ServiceMetric.MemoryPercent, 90, "alarm")], panels.Get(it => it.Thresholds));
    }

    [Fact]
    public void The_rollbacks_address_opens_its_dialog_and_reads_to_as_a_task_definition()
    {
        var page = Show(rest: "/rollback?to=checkout:42&seen=ecs-svc/1");

        var dialog = page.FindComponent<Bunit.TestDoubles.Stub<RollbackDialog>>().Instance.Parameters;
        Assert.Equal("checkout:42", dialog.Get(it => it.To));
        Assert.Equal("ecs-svc/1", dialog.Get(it => it.Seen));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Theory]
    [InlineData("OnCall", true)]
    [InlineData("Viewer", false)]
    [InlineData("Manager", false)]
    public void Only_who_may_roll_back_is_offered_it_in_the_history(string role, bool offered)
    {
        this.AddAuthorization().SetAuthorized("Sam Okafor").SetClaims(new Claim(ClaimTypes.Role, role));

        Assert.Equal(offered, Show().FindComponent<Bunit.TestDoubles.Stub<DeploymentHistoryPanel>>().Instance.Parameters.Get(panel => panel.MayRollBack));
    }

    [Fact]
    public void Another_choice_in_the_address_keeps_the_dialog_and_another_deployment_seen_opens_a_new_one()
    {
        var page = Show(rest: "/rollback?to=checkout:42&seen=ecs-svc/1");
        var dialog = Dialog(page);

        Go("to=checkout:41&seen=ecs-svc/1");
        Assert.Same(dialog, Dialog(page));
        Assert.Equal("checkout:41", dialog.Parameters.Get(it => it.To));

        Go("seen=ecs-svc/2");
        Assert.NotSame(dialog, Dialog(page));

        void Go(string query) => Services.GetRequiredService<NavigationManager>().NavigateTo("/services/production/shop/checkout/rollback?" + query, replace: true);
        static Bunit.TestDoubles.Stub<RollbackDialog> Dialog(IRenderedComponent<ServicePage> page) => page.FindComponent<Bunit.TestDoubles.Stub<RollbackDialog>>().Instance;
    }

    [Fact]
    public void Leaving_the_rollbacks_address_closes_its_dialog_also_where_nothing_else_of_the_address_changes()
    {
        var page = Show(rest: "/rollback");
        Assert.Single(page.FindComponents<Bunit.TestDoubles.Stub<RollbackDialog>>());

        Services.GetRequiredService<NavigationManager>().NavigateTo("/services/production/shop/checkout");

        page.WaitForAssertion(() => Assert.Empty(page.FindComponents<Bunit.TestDoubles.Stub<RollbackDialog>>()));
    }

    [Fact]
    public void Elsewhere_no_dialog_is_open() => Assert.Empty(Show().FindComponents<Bunit.TestDoubles.Stub<RollbackDialog>>());

    [Fact]
    public void A_rollout_under_way_shows_old_and_new_tasks_and_its_failures()
    {
        var old = Make.Primary(revision: 42) with { Status = "ACTIVE", Running = 1 };
        var service = Make.Service() with { Deployments = [Make.Primary(rollout: "IN_PROGRESS") with { Running = 1, FailedTasks = 3 }, old] };
        Publish(service, ServiceState.Deploying);

        var rollout = Show().Find(".rollout").TextContent;

        Assert.Contains("1 of 2 running", rollout, StringComparison.Ordinal);
        Assert.Contains("Old, checkout:42", rollout, StringComparison.Ordinal);
        Assert.Contains("3", rollout, StringComparison.Ordinal);
    }
}
