using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Dashboard.Alerts;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Alerts;

public sealed class SlackTests
{
    [Fact]
    public async Task A_bot_tells_an_incident_in_one_thread()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Bot(slack));
        house.Publish(Row.InAlarm("checkout", "checkout-cpu"), Row.Failing("cart"));
        await house.RoundAsync();
        await house.PassAsync(TimeSpan.FromMinutes(1), Row.Failing("checkout"), Row.Failing("cart"));
        await house.RestartAsync();
        await house.PassAsync(TimeSpan.FromMinutes(6), Row.Healthy("checkout"), Row.Healthy("cart"));

        var threads = slack.Messages.GroupBy(message => message.ThreadTs ?? message.Ts).Select(thread => thread.Select(message => message.Text.Split('*')[1]).ToArray()).ToArray();
        Assert.Equal(
        [
            ["cart (production/shop) is failing", "cart (production/shop) has recovered"],
            ["checkout (production/shop) is degraded", "checkout (production/shop) is failing now", "checkout (production/shop) has recovered"],
        ], threads);
        Assert.All(slack.Messages, message => Assert.Equal(("C0123456789", "Bearer xoxb-plain"), (message.Channel, message.Authorization)));
        Assert.Equal("checkout (production/shop) is failing now", Assert.Single(slack.Messages, message => message.IsBroadcast).Text.Split('*')[1]);
    }

    [Fact]
    public async Task What_a_locked_thread_does_not_take_goes_to_the_channel()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Bot(slack));
        house.Publish(Row.Failing());
        await house.RoundAsync();
        slack.ThreadsAreLocked = true;
        await house.PassAsync(TimeSpan.FromMinutes(6), Row.Healthy());

        Assert.Contains("has recovered", slack.Texts[1], StringComparison.Ordinal);
        Assert.All(slack.Messages, message => Assert.Null(message.ThreadTs));
        Assert.All(await house.DeliveriesAsync(), one => Assert.Equal((DeliveryState.Sent, false), (one.State, one.IsRepeat)));
    }

    [Fact]
    public async Task No_trace_names_the_address_of_a_webhook()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        var traced = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traced.Enqueue(string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))),
        };
        ActivitySource.AddActivityListener(listener);
        house.Publish(Row.Failing());
        await house.RoundAsync();

        Assert.Single(slack.Texts);
        Assert.DoesNotContain(traced, tags => tags.Contains("T0/B0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rate_limit_is_waited_out_as_long_as_Slack_asks()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Bot(slack));
        (slack.Fault, slack.FaultCount) = (SlackFault.RateLimited, 1);
        house.Publish(Row.Failing());
        await house.RoundAsync();
        await house.PassAsync(TimeSpan.FromSeconds(75), Row.Failing());
        Assert.Empty(slack.Texts);

        await house.PassAsync(TimeSpan.FromSeconds(15), Row.Failing());

        Assert.DoesNotContain("Repeat", Assert.Single(slack.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_redirect_is_followed()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        slack.Fault = SlackFault.Redirected;
        house.Publish(Row.Failing());
        await house.RoundAsync();

        Assert.Equal("Slack's address answered with a redirect (HTTP 307), which is not followed.", Assert.Single(await house.DeliveriesAsync()).Problem);
        Assert.Empty(slack.Strays);
    }

    [Fact]
    public async Task A_message_that_Slack_does_not_understand_is_not_sent_again()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        slack.Fault = SlackFault.Invalid;
        house.Publish(Row.Failing());
        await house.RoundAsync();

        var failed = Assert.Single(await house.DeliveriesAsync());
        Assert.Equal((DeliveryState.Failed, "Slack answered invalid_payload (HTTP 400)."), (failed.State, failed.Problem));
    }

    [Theory]
    [InlineData("http://hooks.slack.com/services/T0/B0/secret")]
    [InlineData("https://hooks.slack.com.evil.example/services/T0/B0/secret")]
    [InlineData("https://hooks.slack.com@evil.example/services/T0/B0/secret")]
    [InlineData("https://user@hooks.slack.com/services/T0/B0/secret")]
    [InlineData("https://hooks.slack.com:8443/services/T0/B0/secret")]
    [InlineData("https://169.254.169.254/latest/meta-data/secret")]
    [InlineData("http://127.0.0.1/services/secret")]
    [InlineData("file:///etc/passwd?secret")]
    [InlineData("secret")]
    public async Task Only_addresses_of_Slack_are_posted_to_and_no_message_shows_the_address(string address)
    {
        await using var house = new AlertHouse(new Dictionary<string, string?> { ["Destinations:0:Name"] = "on-call", ["Destinations:0:Webhook"] = address, ["Routes:0:Destinations:0"] = "on-call" });
        house.Publish(Row.Failing());
        await house.RoundAsync();

        var refused = Assert.Single(await house.DeliveriesAsync());
        Assert.Equal("The webhook's address is not one of Slack's, as in https://hooks.slack.com/services/….", refused.Problem);
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_refused()
    {
        using var http = new SlackHttp(Options.Create(new AlertsOptions()));

        var answer = await http.PostAsync(new Uri("http://localhost:9/"), new { }, null, TestContext.Current.CancellationToken);

        Assert.Equal((SendOutcome.NotSent, "Not sent: localhost leads to a private address."), (answer.Failure!.Value.Outcome, answer.Failure.Value.Problem));
    }

    [Theory]
    [InlineData("169.254.169.254", false)]
    [InlineData("169.254.170.2", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("2002:a9fe:a9fe::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("52.218.0.1", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2600:1f18::1", true)]
    public void Public_addresses_are_told_from_the_others(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void Nothing_that_is_quoted_mentions_anybody_or_poses_as_a_link()
    {
        var text = SlackText.Of(Delivery(new AlertMessage(AlertTone.Problem, "<!here> a & b > c",
        [
            new("What", "@channel <@U123> <https://evil.example|ok>\n*fake line*"),
            new("Newest error", "boom `<!channel>`\u2028@everyone", IsQuoted: true),
            new("", "a|b>c", "https://ops.example.com/x?a=1&b=<2>|3"),
        ])));

        Assert.Equal("""
            :red_circle: *&lt;!here&gt; a &amp; b &gt; c*
            What: @channel &lt;@U123&gt; &lt;https://evil.example|ok&gt; *fake line*
            Newest error: `boom ˋ&lt;!channel&gt;ˋ @everyone`
            <https://ops.example.com/x?a=1&amp;b=%3C2%3E%7C3|a¦b&gt;c>
            """.ReplaceLineEndings("\n"), text.Replace("\u2060", "", StringComparison.Ordinal));
        Assert.Contains("@\u2060channel", text, StringComparison.Ordinal);
        Assert.Contains("@\u2060everyone", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_message_is_cut_between_two_lines()
    {
        var text = SlackText.Of(Delivery(new AlertMessage(AlertTone.Problem, "much", [.. Enumerable.Range(0, 40).Select(_ => new AlertLine("What", new string('<', 300)))])));

        Assert.InRange(text.Length, 2_000, 4_000);
        Assert.EndsWith("&lt;\n…", text, StringComparison.Ordinal);
    }

    private static Delivery Delivery(AlertMessage message) => new(1, "on-call", "", "thread", IsRoot: true, "Opened", message, Make.Noon, DeliveryState.Waiting);
}
