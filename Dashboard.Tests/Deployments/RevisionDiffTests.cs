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

    [Fact]
    public void The_same_tag_with_another_digest_is_a_change()
    {
        var (from, to) = (With(42, container => container), With(43, container => container));

        var change = Assert.Single(RevisionDiff.Between(from, to, Make.Revision(revision: 42), Make.Revision(revision: 43)));

        Assert.Contains("digest", change.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Revisions_that_are_alike_do_not_differ() =>
        Assert.Empty(RevisionDiff.Between(With(42, container => container), With(43, container => container)));
}
