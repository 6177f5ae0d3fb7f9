using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Simulator;

public sealed class WireFaultTests
{
    private const string Update = "AmazonEC2ContainerServiceV20141113.UpdateService";
    private const string Describe = "AmazonEC2ContainerServiceV20141113.DescribeServices";
    private static readonly object Back = new { cluster = "shop", service = "checkout", taskDefinition = "checkout:42" };
    private static readonly object Two = new { cluster = "shop", services = new[] { "checkout", "cart" } };

    [Fact]
    public async Task An_accepted_mutation_is_in_the_ledger_and_a_refused_one_is_not()
    {
        await using var aws = await SimulatedAws.StartAsync();

        var (refused, _) = await aws.CallAsync(Update, new { cluster = "shop", service = "nowhere" });
        var (accepted, _) = await aws.CallAsync(Update, Back);
        await aws.CallAsync(Describe, Two);
        var ledger = await aws.Http.GetFromJsonAsync<JsonElement>("/_simulator/ledger", TestContext.Current.CancellationToken);

        Assert.Equal((400, 200), (refused, accepted));
        var entry = Assert.Single(ledger.EnumerateArray());
        Assert.Equal("UpdateService", entry.GetProperty("operation").GetString());
        Assert.Equal("checkout:42", entry.GetProperty("request").GetProperty("taskDefinition").GetString());
        Assert.True(entry.GetProperty("at").TryGetDateTimeOffset(out _));
    }

    [Theory]
    [InlineData(InjectedFault.Throttle, 400, "ThrottlingException")]
    [InlineData(InjectedFault.Error500, 500, "ServerException")]
    [InlineData(InjectedFault.Denied, 400, "AccessDeniedException")]
    [InlineData(InjectedFault.Expired, 400, "ExpiredTokenException")]
    public async Task A_fault_answers_in_AWS_s_words_and_nothing_happens(string fault, int status, string code)
    {
        await using var aws = await SimulatedAws.StartAsync();
        aws.Faults.Add(new InjectedFault("ecs:UpdateService", fault));

        var (answered, body) = await aws.CallAsync(Update, Back);

        Assert.Equal((status, code), (answered, body.GetProperty("__type").GetString()));
        Assert.Empty(aws.Ledger);
    }

    [Theory]
    [InlineData(InjectedFault.ResetBefore, 0)]
    [InlineData(InjectedFault.ResetAfter, 1)]
    public async Task A_reset_loses_the_answer_before_or_after_the_effect(string fault, int effects)
    {
        await using var aws = await SimulatedAws.StartAsync();
        aws.Faults.Add(new InjectedFault("UpdateService", fault));

        await Assert.ThrowsAsync<HttpRequestException>(() => aws.CallAsync(Update, Back));

        Assert.Equal(effects, aws.Ledger.Count);
    }

    [Fact]
    public async Task A_time_out_never_answers()
    {
        await using var aws = await SimulatedAws.StartAsync();
        aws.Faults.Add(new InjectedFault("*", InjectedFault.Timeout));
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = JsonContent.Create(Two) };
        request.Headers.Add("X-Amz-Target", Describe);
        SimulatedAws.Sign(request);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => aws.Http.SendAsync(request, patience.Token));
    }

    [Fact]
    public async Task A_malformed_answer_cannot_be_read()
    {
        await using var aws = await SimulatedAws.StartAsync();
        aws.Faults.Add(new InjectedFault("DescribeServices", InjectedFault.Malformed));

        await Assert.ThrowsAnyAsync<JsonException>(() => aws.CallAsync(Describe, Two));
    }

    [Fact]
    public async Task A_slow_answer_arrives_whole_after_ten_seconds_of_the_world_s_clock()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        await using var aws = await SimulatedAws.StartAsync(clock);
        aws.Faults.Add(new InjectedFault("DescribeServices", InjectedFault.Slow));

        var asking = aws.CallAsync(Describe, Two);
        while (!asking.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(2, (await asking).Body.GetProperty("services").GetArrayLength());
    }

    [Fact]
    public async Task A_partial_answer_names_what_is_missing()
    {
        await using var aws = await SimulatedAws.StartAsync();
        aws.Faults.Add(new InjectedFault("DescribeServices", InjectedFault.Partial));

        var (status, body) = await aws.CallAsync(Describe, Two);

        Assert.Equal((200, 1, 1), (status, body.GetProperty("services").GetArrayLength(), body.GetProperty("failures").GetArrayLength()));
    }

    [Fact]
    public async Task A_counted_fault_is_over_after_its_count_and_another_Region_is_spared()
    {
        await using var aws = await SimulatedAws.StartAsync();
        aws.Faults.Add(new InjectedFault("*", InjectedFault.Denied, Count: 1, Region: SimulatedWorld.Production));
        const string Clusters = "AmazonEC2ContainerServiceV20141113.ListClusters";

        Assert.Equal(200, (await aws.CallAsync(Clusters, new { }, SimulatedWorld.Staging)).Status);
        Assert.Equal(400, (await aws.CallAsync(Clusters, new { })).Status);
        Assert.Equal(200, (await aws.CallAsync(Clusters, new { })).Status);
    }

    [Fact]
    public async Task Faults_are_set_and_cleared_over_HTTP_and_an_unknown_one_is_refused_with_the_known_names()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var cancel = TestContext.Current.CancellationToken;

        using var wrong = await aws.Http.PostAsJsonAsync("/_simulator/faults", new[] { new { operation = "*", fault = "explode" } }, cancel);
        using var right = await aws.Http.PostAsJsonAsync("/_simulator/faults", new[] { new { operation = "*", fault = "throttle", probability = 0.5, count = 3 } }, cancel);
        var set = aws.Faults.All;
        using var cleared = await aws.Http.DeleteAsync("/_simulator/faults", cancel);

        Assert.Equal(400, (int)wrong.StatusCode);
        Assert.Contains("reset-after", await wrong.Content.ReadAsStringAsync(cancel), StringComparison.Ordinal);
        Assert.Equal(new InjectedFault("*", "throttle", 0.5, 3), Assert.Single(set));
        Assert.Empty(aws.Faults.All);
    }

    [Theory]
    [InlineData("http://0.0.0.0:4566")]
    [InlineData("http://192.0.2.1:4566")]
    [InlineData("http://example.org")]
    [InlineData("nonsense")]
    public async Task An_address_that_is_not_loopback_is_refused_by_the_setting_s_name(string url)
    {
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => SimulatedAws.StartAsync(options: new SimulatorOptions { Urls = url }));

        Assert.Contains("Simulator:Urls", problem.Message, StringComparison.Ordinal);
        Assert.Contains("--urls", problem.Message, StringComparison.Ordinal);
    }
}
