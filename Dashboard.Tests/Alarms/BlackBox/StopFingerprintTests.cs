using Dashboard.Alarms.BlackBox;
using Dashboard.Fleet;

namespace Dashboard.Tests.Alarms.BlackBox;

public sealed class StopFingerprintTests
{
    [Theory]
    [InlineData("CannotPullContainerError: failed to resolve ref 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:v1.4.3: not found", "CannotPullContainerError: failed to resolve ref 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:v1.4.4: not found")]
    [InlineData("failed to fetch secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf from secrets manager", "failed to fetch secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:api-XyZabc from secrets manager")]
    [InlineData("container 0f9c2e8b5a7d on i-0123456789abcdef0 at 10.0.17.4:51678 timed out after 30s", "container 1a2b3c4d5e6f on i-0fedcba9876543210 at 10.0.33.9:51678 timed out after 31s")]
    [InlineData("task 6f9619ff-8b86-d011-b42d-00c04fc964ff gone", "task 7f9619ff-8b86-d011-b42d-00c04fc964aa gone")]
    [InlineData("CannotPullContainerError: sha256:0a1b2c3d4e5f is gone", "CannotPullContainerError: sha256:ffeeddccbbaa is gone")]
    public void What_differs_from_task_to_task_makes_no_other_fingerprint(string one, string other)
    {
        Assert.Equal(Print(one), Print(other));
        Assert.NotEqual(Print(one), Print("another reason"));
    }

    [Fact]
    public void Another_stop_code_exit_code_or_container_is_another_fingerprint()
    {
        var task = Make.StoppedTask("1", Make.Noon);

        var prints = new[]
        {
            task,
            task with { StopCode = "TaskFailedToStart" },
            Make.StoppedTask("2", Make.Noon, exitCode: 1),
            task with { Containers = [task.Containers[0] with { Name = "sidecar" }] },
        }.Select(StopFingerprint.Of);

        Assert.Equal(4, prints.Distinct().Count());
    }

    [Fact]
    public void The_container_that_failed_is_to_blame_and_not_the_one_that_ended_well()
    {
        var task = Make.StoppedTask("1", Make.Noon);
        task = task with { Containers = [new TaskContainer("log-router", null, null, "STOPPED", null, 0, null), task.Containers[0]] };

        Assert.Equal(("checkout", 137), (StopFingerprint.Of(task).Container, StopFingerprint.Of(task).ExitCode));
    }

    [Theory]
    [InlineData("ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/1)", false)]
    [InlineData("ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group arn:aws:x)", true)]
    [InlineData("UserInitiated", "Task stopped by user", false)]
    [InlineData("SpotInterruption", "Your Spot Task was interrupted.", false)]
    [InlineData("TaskFailedToStart", "CannotPullContainerError", true)]
    [InlineData("EssentialContainerExited", "Essential container in task exited", true)]
    public void Only_what_nobody_meant_to_stop_is_a_failure(string code, string reason, bool expected) =>
        Assert.Equal(expected, StopFingerprint.IsFailure(Make.StoppedTask("1", Make.Noon) with { StopCode = code, StoppedReason = reason }));

    [Fact]
    public void Out_of_memory_is_named_only_where_ECS_says_so()
    {
        Assert.Equal("out of memory (exit code 137)", Cause(Make.StoppedTask("1", Make.Noon)));
        var killed = Make.StoppedTask("1", Make.Noon);
        killed = killed with { Containers = [killed.Containers[0] with { Reason = null }] };
        Assert.Equal("killed (exit code 137)", Cause(killed));
        Assert.Equal("failed load balancer health checks (exit code 137)", Cause(killed with { StopCode = "ServiceSchedulerInitiated", StoppedReason = "Task failed ELB health checks in (target-group arn:aws:x)" }));
    }

    [Fact]
    public void Known_reasons_are_explained_and_unknown_ones_are_left_as_they_are()
    {
        Assert.Equal("image cannot be pulled", Cause(FailedToStart("CannotPullContainerError: pull image manifest has been retried 1 time(s): x: not found")));
        Assert.Equal("secret or registry unreadable", Cause(FailedToStart("ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed")));
        Assert.Contains("execution role", StopWords.Meaning(StopFingerprint.Of(FailedToStart("ResourceInitializationError: unable to pull secrets or registry auth")))!, StringComparison.Ordinal);
        Assert.Equal("SomethingNew: quite unheard of", Cause(FailedToStart("SomethingNew: quite unheard of.")));
        Assert.Null(StopWords.Meaning(StopFingerprint.Of(FailedToStart("SomethingNew: quite unheard of."))));
        Assert.Equal("exit code 1, config missing", Cause(Make.StoppedTask("1", Make.Noon, exitCode: 1, reason: "config missing")));
    }

    private static EcsTask FailedToStart(string reason) =>
        Make.Task() with { LastStatus = "STOPPED", StopCode = "TaskFailedToStart", StoppedReason = reason, StoppedAt = Make.Noon, StartedAt = null, Containers = [] };

    private static StopFingerprint Print(string reason) => StopFingerprint.Of(FailedToStart(reason));

    private static string Cause(EcsTask task) => StopWords.Cause(StopFingerprint.Of(task));
}
