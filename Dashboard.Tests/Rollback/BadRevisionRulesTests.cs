using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Rollback;

namespace Dashboard.Tests.Rollback;

public sealed class BadRevisionRulesTests
{
    private static readonly ImmutableArray<RevisionImage> Unknown = [];
    private readonly Dictionary<TaskDefinitionRef, TaskDefinitionDetail> read = [];

    [Fact]
    public void Digests_that_the_good_revision_has_not_tell_the_bad_one_by_container()
    {
        var bad = BadRevision.Of(Bad.By([Bad.Image("bad"), Bad.Image("proxy", "proxy")], [Bad.Image("good"), Bad.Image("proxy", "proxy")]));

        Assert.Equal([Bad.Image("bad")], bad.Images);
        Assert.False(bad.ImagesAreEqual);
    }

    [Fact]
    public void A_container_that_the_good_revision_did_not_have_tells_too() =>
        Assert.Equal([Bad.Image("agent", "agent")], BadRevision.Of(Bad.By([Bad.Image("same"), Bad.Image("agent", "agent")], [Bad.Image("same")])).Images);

    [Fact]
    public void Equal_digests_leave_it_to_the_configuration_and_unknown_ones_to_the_configuration_with_the_images_name()
    {
        Assert.Equal((true, true), Told(Bad.By([Bad.Image("same")], [Bad.Image("same")])));
        Assert.Equal((true, false), Told(Bad.By([Bad.Image("bad")], [Bad.Image("good") with { Digest = null }])));
        Assert.Equal((true, false), Told(Bad.By([Bad.Image("bad")], [])));
        Assert.Equal((true, false), Told(Bad.WentBack));

        static (bool, bool) Told(RollbackIntent intent) => (BadRevision.Of(intent).Images.IsEmpty, BadRevision.Of(intent).ImagesAreEqual);
    }

    [Theory]
    [InlineData(43, "bad", "It is checkout:43 itself.")]
    [InlineData(43, null, "It is checkout:43 itself.")]
    [InlineData(45, "bad", "checkout:45 runs the image of checkout:43 in container app (sha256:bad), which checkout:42 did not have.")]
    [InlineData(45, "fixed", null)]
    [InlineData(45, null, null)]
    [InlineData(43, "fixed", null)] // The tag was moved to a repaired image.
    [InlineData(42, "good", null)]
    public void A_bad_image_is_known_again_under_any_number(int revision, string? digest, string? how)
    {
        var bad = BadRevision.Of(Bad.By([Bad.Image("bad")], [Bad.Image("good")]));

        Assert.Equal(how, BadRevisionRules.Match(bad, Make.Ref(revision: revision), digest is null ? Unknown : [Bad.Image(digest)], _ => null));
    }

    [Fact]
    public void The_bad_digest_in_another_container_is_another_thing() =>
        Assert.Null(BadRevisionRules.Match(BadRevision.Of(Bad.By([Bad.Image("bad")], [Bad.Image("good")])), Make.Ref(revision: 45), [Bad.Image("bad", "proxy")], _ => null));

    [Theory]
    [InlineData("slow", 512, true)]
    [InlineData("slow", 1024, true)] // Another change beside it does not make it good.
    [InlineData("fast", 512, false)]
    [InlineData("repaired", 512, false)]
    public void A_bad_configuration_is_known_again_by_what_told_it_from_the_good_one(string mode, int cpu, bool isBad)
    {
        var bad = BadRevision.Of(Bad.By([Bad.Image("same")], [Bad.Image("same")]));
        Read(42, "fast");
        Read(43, "slow", "checkout:rebuilt");
        Read(45, mode, cpu: cpu);

        Assert.Equal(isBad ? "checkout:45 has what told checkout:43 from checkout:42: environment MODE of checkout." : null, Match(bad, 45));
        Assert.Equal("It is checkout:43 itself.", Match(bad, 43));
        Assert.Null(Match(bad, 42));
    }

    [Fact]
    public void Of_several_differences_all_have_to_be_there()
    {
        Read(42, "fast");
        Read(43, "slow", cpu: 256);
        Read(45, "slow");
        Read(46, "slow", cpu: 256);
        var bad = BadRevision.Of(Bad.By([Bad.Image("same")], [Bad.Image("same")]));

        Assert.Null(Match(bad, 45));
        Assert.Contains("environment MODE of checkout, CPU units", Match(bad, 46), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkout:v1.4.3", true)]
    [InlineData("checkout:v1.4.4", false)]
    public void Without_digests_the_images_name_tells(string image, bool isBad)
    {
        Read(42, "fast", "checkout:v1.4.2");
        Read(43, "fast", "checkout:v1.4.3");
        Read(45, "fast", image);

        Assert.Equal(isBad, Match(BadRevision.Of(Bad.WentBack), 45) is not null);
    }

    [Fact]
    public void What_cannot_be_read_any_more_is_known_by_its_number_only()
    {
        Read(45, "slow");
        var bad = BadRevision.Of(Bad.By([Bad.Image("same")], [Bad.Image("same")]));

        Assert.Null(Match(bad, 45));
        Assert.NotNull(Match(bad, 43));
    }

    [Fact]
    public void A_later_verified_rollback_to_it_takes_it_back_and_an_earlier_one_does_not()
    {
        var left43 = Bad.WentBack with { Id = Guid.NewGuid() };
        var backTo43 = Bad.WentBack with { Id = Guid.NewGuid(), From = Make.Ref(revision: 42), To = Make.Ref(revision: 43) };

        Assert.Equal([backTo43.Id], BadRevision.In([backTo43, left43]).Select(bad => bad.Rollback));
        Assert.Equal([left43.Id], BadRevision.In([left43, backTo43]).Select(bad => bad.Rollback));
        Assert.Equal([backTo43.Id, left43.Id], BadRevision.In([backTo43 with { State = IntentState.Inconclusive }, left43]).Select(bad => bad.Rollback));
    }

    private void Read(int revision, string mode, string image = "checkout:v1", int cpu = 512)
    {
        var container = Make.Container("checkout", image) with { EnvironmentDigests = ImmutableSortedDictionary<string, string>.Empty.Add("MODE", mode) };
        read[Make.Ref(revision: revision)] = Make.Definition(revision: revision) with { Containers = [container], Cpu = cpu };
    }

    private string? Match(BadRevision bad, int revision) => BadRevisionRules.Match(bad, Make.Ref(revision: revision), Unknown, read.GetValueOrDefault);
}
