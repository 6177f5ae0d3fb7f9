using Dashboard.Aws;
using Dashboard.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Logs;

public sealed class LogGroupsTests
{
    [Fact]
    public async Task A_question_that_failed_unexpectedly_is_asked_again()
    {
        await using var aws = await FakeLogs.StartAsync();
        aws.Add("/a", Make.Noon, "x");
        var clock = new BrokenClock();
        await using var room = LogsRoom.Over(aws, TimeProvider.System);
        var groups = new LogGroups(room.GetRequiredService<LogSource>(), room.GetRequiredService<AwsTargets>(), clock);
        await Assert.ThrowsAsync<InvalidOperationException>(groups.AllAsync);

        clock.IsBroken = false;

        Assert.All(await groups.AllAsync(), answer => Assert.Equal(["/a"], answer.Groups.Value!.Names));
    }

    private sealed class BrokenClock : TimeProvider
    {
        public bool IsBroken { get; set; } = true;

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw new InvalidOperationException() : Make.Noon;
    }
}
