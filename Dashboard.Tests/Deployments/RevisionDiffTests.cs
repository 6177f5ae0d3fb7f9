using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Tests.Deployments;

public sealed class RevisionDiffTests
{
    private static TaskDefinitionDetail With(int revision, Func<ContainerDefinition, ContainerDefinition> change)
    {
        var definition = Make.Definition(revision: revision, version: "v1");
        return definition with { Containers = [change(definition.Containers[0])] };
    }

    private static ServiceRevision Configured(int revision, params (string Name, string Value)[] settings) => Make.Revision(revision: revision) with
    {
        Configuration = new RevisionConfiguration(settings.ToImmutableSortedDictionary(one => one.Name, one => one.Value), ImmutableSortedDictionary<string, string>.Empty),
    };

    [Fact]
    public void Environment_changes_name_the_variable_and_never_show_even_its_digest()
    {
        var from = With(42, container => container with { EnvironmentDigests = container.EnvironmentDigests.Add("LEVEL", "aa").Add("OLD", "cc") });
        var to = With(43, container => container with { EnvironmentDigests = container.EnvironmentDigests.Add("LEVEL", "bb").Add("NEW", "dd") });

        var changes = RevisionDiff.Between(from, to);

        Assert.Equal(["environment LEVEL changed", "environment NEW added", "environment OLD removed"], changes.Select(change => $"{change.What} {change.Verb}"));
        Assert.All(changes, change => Assert.True(change.From is null && change.To is null));
    }

    [Fact]
    public void Image_resources_ports_and_roles_show_both_sides()
    {
        var from = Make.Definition(revision: 42, version: "v1") with { TaskRoleArn = "role/a" };
        var to = Make.Definition(revision: 43, version: "v2") with { TaskRoleArn = "role/b", Cpu = 1024 };

        Assert.Equal(["image", "CPU units", "task role"], RevisionDiff.Between(from, to).Select(change => change.What));
    }

    public static TheoryData<string, string?, string?> OfContainer => new()
    {
        { "CPU units", "256", "512" },
        { "memory MiB", null, "512" },
        { "ports", "8080", "8080, 9090" },
        { "health check", "CMD /a (every 30 s)", "CMD /a (every 10 s)" },
        { "essential", "yes", "no" },
        { "log group", "/a", "/b" },
        { "log stream prefix", "a", null },
        { "environment files", null, "arn:aws:s3:::b/a.env" },
        { "secrets of registry and log driver", "arn:one", "arn:two" },
        { "secret TOKEN", "arn:token::v1", "arn:token::v2" },
    };

    [Theory]
    [MemberData(nameof(OfContainer))]
    public void Each_property_of_a_container_is_compared_by_name(string what, string? from, string? to)
    {
        var change = Assert.Single(RevisionDiff.Between(With(42, container => Set(container, what, from)), With(43, container => Set(container, what, to))));

        Assert.Equal(("checkout", what, from, to), (change.Container, change.What, change.From, change.To));
        Assert.Equal(from is null ? "added" : to is null ? "removed" : "changed", change.Verb);
    }

    public static TheoryData<string, string?, string?> OfTask => new()
    {
        { "memory MiB", "1024", "2048" },
        { "execution role", "role/a", null },
        { "network mode", "bridge", "awsvpc" },
        { "CPU architecture", "X86_64", "ARM64" },
        { "operating system", null, "LINUX" },
    };

    [Theory]
    [MemberData(nameof(OfTask))]
    public void Each_property_of_the_task_is_compared_by_name(string what, string? from, string? to)
    {
        var change = Assert.Single(RevisionDiff.Between(Set(With(42, container => container), what, from), Set(With(43, container => container), what, to)));

        Assert.Equal((null, what, from, to), (change.Container, change.What, change.From, change.To));
    }

    [Theory]
    [InlineData("command")]
    [InlineData("entry point")]
    [InlineData("log configuration")]
    [InlineData("ulimits")]
    public void Of_what_may_hold_a_secret_only_that_it_changed_is_said(string setting)
    {
        var (from, to) = (With(42, container => container with { SettingDigests = container.SettingDigests.Add(setting, "aa") }), With(43, container => container with { SettingDigests = container.SettingDigests.Add(setting, "bb") }));

        Assert.Equal(new RevisionChange("checkout", setting, "changed", null, null), Assert.Single(RevisionDiff.Between(from, to)));
    }

    [Fact]
    public void A_volume_that_changes_is_named_and_not_shown()
    {
        var from = With(42, container => container);
        var to = With(43, container => container) with { SettingDigests = from.SettingDigests.Add("volume scratch", "aa") };

        Assert.Equal(new RevisionChange(null, "volume scratch", "added", null, null), Assert.Single(RevisionDiff.Between(from, to)));
    }

    [Fact]
    public void A_container_that_comes_or_goes_is_one_change()
    {
        var alone = With(42, container => container);
        var both = alone with { Containers = [.. alone.Containers, Make.Container("sidecar", "proxy:1")] };

        Assert.Equal(new RevisionChange("sidecar", "container", "added", null, "proxy:1"), Assert.Single(RevisionDiff.Between(alone, both)));
        Assert.Equal(new RevisionChange("sidecar", "container", "removed", "proxy:1", null), Assert.Single(RevisionDiff.Between(both, alone)));
    }

    [Fact]
    public void The_same_tag_with_another_digest_is_a_change()
    {
        var (from, to) = (With(42, container => container), With(43, container => container));

        var change = Assert.Single(RevisionDiff.Between(from, to, Make.Revision(revision: 42), Make.Revision(revision: 43)));

        Assert.Equal("image digest (same tag)", change.What);
    }

    [Fact]
    public void Another_tag_shows_its_digests_too()
    {
        var changes = RevisionDiff.Between(Make.Definition(revision: 42), Make.Definition(revision: 43), Make.Revision(revision: 42), Make.Revision(revision: 43));

        Assert.Equal(["image", "image digest"], changes.Select(change => change.What));
        Assert.Equal($"sha256:{42:D64}", changes[1].From);
    }

    [Fact]
    public void Revisions_that_are_alike_do_not_differ() =>
        Assert.Empty(RevisionDiff.Between(With(42, container => container), With(43, container => container)));

    [Fact]
    public void What_the_service_had_besides_its_task_definition_is_listed_apart()
    {
        var changes = RevisionDiff.NotRestored(Configured(43, ("subnets", "b, c"), ("public IP", "DISABLED"), ("launch type", "FARGATE")), Configured(42, ("subnets", "a, b, c"), ("public IP", "DISABLED"), ("capacity providers", "FARGATE_SPOT")));

        Assert.Equal(
            [new(null, "capacity providers", "added", null, "FARGATE_SPOT"), new(null, "launch type", "removed", "FARGATE", null), new RevisionChange(null, "subnets", "changed", "b, c", "a, b, c")],
            changes);
    }

    [Fact]
    public void A_log_configuration_of_Service_Connect_differs_without_being_shown()
    {
        static ServiceRevision Logging(string digest) => Make.Revision() with { Configuration = new(ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty.Add("Service Connect log configuration", digest)) };

        Assert.Equal(new RevisionChange(null, "Service Connect log configuration", "changed", null, null), Assert.Single(RevisionDiff.NotRestored(Logging("aa"), Logging("bb"))));
    }

    [Fact]
    public void A_revision_that_was_not_described_is_not_taken_for_one_without_settings()
    {
        Assert.Empty(RevisionDiff.NotRestored(Configured(43, ("subnets", "a")), Make.Revision(revision: 42)));
        Assert.Empty(RevisionDiff.NotRestored(null, Configured(42, ("subnets", "a"))));
    }

    private static ContainerDefinition Set(ContainerDefinition container, string what, string? value) => what switch
    {
        "CPU units" => container with { Cpu = Number(value) },
        "memory MiB" => container with { MemoryMiB = Number(value) },
        "ports" => container with { Ports = [.. value!.Split(", ").Select(int.Parse)] },
        "health check" => container with { HealthCheck = value },
        "essential" => container with { Essential = value == "yes" },
        "log group" => container with { LogGroup = value },
        "log stream prefix" => container with { LogStreamPrefix = value },
        "environment files" => container with { EnvironmentFiles = value is null ? [] : [value] },
        "secrets of registry and log driver" => container with { OtherSecrets = [value!] },
        _ => container with { Secrets = container.Secrets.Add("TOKEN", value!) },
    };

    private static TaskDefinitionDetail Set(TaskDefinitionDetail task, string what, string? value) => what switch
    {
        "memory MiB" => task with { MemoryMiB = Number(value) },
        "execution role" => task with { ExecutionRoleArn = value },
        "network mode" => task with { NetworkMode = value },
        "CPU architecture" => task with { CpuArchitecture = value },
        _ => task with { OperatingSystem = value },
    };

    private static int? Number(string? value) => value is null ? null : int.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
}
