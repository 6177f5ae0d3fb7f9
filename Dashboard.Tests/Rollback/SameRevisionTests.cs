using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Rollback;

namespace Dashboard.Tests.Rollback;

public sealed class SameRevisionTests
{
    private static readonly ServiceRevision Revision = Make.Revision();

    public static TheoryData<string> Names => [.. Changes.Keys];

    private static readonly Dictionary<string, Func<TaskDefinitionDetail, TaskDefinitionDetail>> Changes = new()
    {
        ["task CPU"] = definition => definition with { Cpu = 1024 },
        ["task memory"] = definition => definition with { MemoryMiB = 4096 },
        ["task role"] = definition => definition with { TaskRoleArn = "arn:aws:iam::111122223333:role/other" },
        ["execution role"] = definition => definition with { ExecutionRoleArn = "arn:aws:iam::111122223333:role/other" },
        ["network mode"] = definition => definition with { NetworkMode = "bridge" },
        ["architecture"] = definition => definition with { CpuArchitecture = "ARM64" },
        ["system"] = definition => definition with { OperatingSystem = "WINDOWS_SERVER_2022_CORE" },
        ["other task settings"] = definition => definition with { OtherDigest = "other" },
        ["a volume"] = definition => definition with { SettingDigests = definition.SettingDigests.Add("volume scratch", "other") },
        ["a container more"] = definition => definition with { Containers = [.. definition.Containers, Make.Container("sidecar", "sidecar:1")] },
        ["essential"] = Container(container => container with { Essential = false }),
        ["CPU"] = Container(container => container with { Cpu = 128 }),
        ["memory"] = Container(container => container with { MemoryMiB = 128 }),
        ["ports"] = Container(container => container with { Ports = [8081] }),
        ["health check"] = Container(container => container with { HealthCheck = "CMD true" }),
        ["environment"] = Container(container => container with { EnvironmentDigests = container.EnvironmentDigests.Add("TIMEOUT", "other") }),
        ["secret"] = Container(container => container with { Secrets = container.Secrets.Add("TOKEN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:token") }),
        ["other secrets"] = Container(container => container with { OtherSecrets = ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry"] }),
        ["environment file"] = Container(container => container with { EnvironmentFiles = ["arn:aws:s3:::config/checkout.env"] }),
        ["log group"] = Container(container => container with { LogGroup = "/ecs/other" }),
        ["log stream"] = Container(container => container with { LogStreamPrefix = "other" }),
        ["command"] = Container(container => container with { SettingDigests = container.SettingDigests.Add("command", "other") }),
        ["other container settings"] = Container(container => container with { OtherDigest = "other" }),
    };

    [Fact]
    public void Two_that_differ_in_their_number_alone_are_the_same() =>
        Assert.True(SameRevision.Is(Revision, Make.Definition(version: "same"), Revision, Make.Definition(revision: 42, version: "same") with { OperatingSystem = "LINUX" }));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_change_of_configuration_alone_can_be_undone(string change)
    {
        var definition = Make.Definition();

        Assert.False(SameRevision.Is(Revision, definition, Revision, Changes[change](definition)));
    }

    [Fact]
    public void Another_digest_is_another_revision_and_without_digests_the_image_decides()
    {
        Assert.False(SameRevision.Is(Revision, Make.Definition(), Make.Revision(revision: 42), Make.Definition()));
        Assert.False(SameRevision.Is(null, Make.Definition(), null, Make.Definition(version: "other")));
        Assert.True(SameRevision.Is(null, Make.Definition(), null, Make.Definition()));
    }

    private static Func<TaskDefinitionDetail, TaskDefinitionDetail> Container(Func<ContainerDefinition, ContainerDefinition> change) =>
        definition => definition with { Containers = [change(definition.Containers[0])] };
}
