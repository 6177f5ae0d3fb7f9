using System.Text.Json;
using Dashboard.Aws;
using Dashboard.Deployments;
using Dashboard.Rollback;
using Dashboard.Tests.Aws;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback;

/// <summary>Whether an image is there by its digest, and what its tag names now, from what ECR answers over HTTP.</summary>
public sealed class ImageSourceTests
{
    private const string Repository = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout";
    private static readonly RevisionImage Image = new("checkout", $"{Repository}:v1", "sha256:aa");
    private const string ByDigest = """{"imageId":{"imageDigest":"sha256:aa"},"imageManifest":"{}"}""";
    private const string NoTag = """{"imageId":{"imageTag":"v1"},"failureCode":"ImageNotFound","failureReason":"Requested image not found"}""";

    [Fact]
    public async Task The_digest_and_the_tag_are_one_question()
    {
        var (check, request) = await CheckAsync([ByDigest, Tagged("sha256:aa")], []);

        Assert.Equal(new ImageCheck(ImageState.Present) { TagDigest = "sha256:aa" }, check with { Platforms = new ImageCheck(ImageState.Present).Platforms });
        Assert.Equal(["sha256:aa", "v1"], request.GetProperty("imageIds").EnumerateArray().SelectMany(id => id.EnumerateObject()).Select(member => member.Value.GetString()));
    }

    [Fact]
    public async Task A_tag_that_names_another_image_now_has_moved()
    {
        var (check, _) = await CheckAsync([ByDigest, Tagged("sha256:bb")], []);

        Assert.Equal((ImageState.Present, true, "sha256:bb"), (check.State, check.IsTagMoved, check.TagDigest));
    }

    [Fact]
    public async Task A_tag_that_is_gone_while_its_image_is_there_has_moved()
    {
        var (check, _) = await CheckAsync([ByDigest], [NoTag]);

        Assert.Equal((ImageState.Present, true, null), (check.State, check.IsTagMoved, check.TagDigest));
    }

    [Fact]
    public async Task An_index_of_several_platforms_that_lists_what_served_has_not_moved()
    {
        var (check, _) = await CheckAsync([ByDigest, Tagged("sha256:index", """{\"manifests\":[{\"digest\":\"sha256:aa\"}]}""")], []);

        Assert.False(check.IsTagMoved);
    }

    [Fact]
    public async Task What_is_gone_by_its_digest_is_missing_wherever_its_tag_went()
    {
        const string gone = """{"imageId":{"imageDigest":"sha256:aa"},"failureCode":"ImageNotFound"}""";

        Assert.Equal(ImageState.Missing, (await CheckAsync([Tagged("sha256:bb")], [gone])).Check.State);
        Assert.Equal(ImageState.Missing, (await CheckAsync([], [NoTag, gone])).Check.State);
    }

    [Fact]
    public async Task An_answer_that_leaves_the_image_out_is_no_proof_that_it_is_missing() =>
        Assert.Equal(ImageState.Unchecked, (await CheckAsync([], [NoTag])).Check.State);

    [Fact]
    public async Task A_pinned_image_has_no_tag_to_ask_for()
    {
        var digest = $"sha256:{new string('a', 64)}";
        var (check, request) = await CheckAsync([ByDigest.Replace("sha256:aa", digest, StringComparison.Ordinal)], [], new("checkout", $"{Repository}@{digest}", digest));

        Assert.Equal((ImageState.Present, false), (check.State, check.IsTagMoved));
        Assert.Equal(1, request.GetProperty("imageIds").GetArrayLength());
    }

    private static string Tagged(string digest, string manifest = "{}") => $$"""{"imageId":{"imageDigest":"{{digest}}","imageTag":"v1"},"imageManifest":"{{manifest}}"}""";

    private static async Task<(ImageCheck Check, JsonElement Request)> CheckAsync(string[] images, string[] failures, RevisionImage? image = null)
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always($$"""{"images":[{{string.Join(',', images)}}],"failures":[{{string.Join(',', failures)}}]}"""));
        var options = Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = aws.Url });
        var source = new ImageSource(new AwsClients(new AwsTargets(options), options, new TestEnvironment(), new CallBudget(TimeProvider.System), aws.Meter, TimeProvider.System), new FakeTimeProvider(Make.Noon));
        var found = await source.CheckAsync("production", [image ?? Image], TestContext.Current.CancellationToken);
        return (Assert.Single(found).Value, JsonElement.Parse(Assert.Single(aws.Requests).Body));
    }
}
