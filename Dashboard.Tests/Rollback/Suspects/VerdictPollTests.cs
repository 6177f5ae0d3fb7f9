using Bunit;
using Dashboard.Aws;
using Dashboard.Deployments;
using Dashboard.Live;
using Dashboard.Rollback.Suspects;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Rollback.Suspects;

public sealed class VerdictPollTests : BunitContext
{
    [Fact]
    public async Task The_deployments_that_raised_the_errors_are_named_and_no_other_service_s_are()
    {
        await using var house = await RollbackHouse.StartAsync();
        await house.LookAsync(measure: true);
        await house.PollAsync("black box");

        await house.PollAsync("verdicts");

        var verdicts = house.Get<Feed<VerdictsSnapshot>>().Current.Value!;
        var checkout = verdicts.Of(RollbackHouse.Checkout)!;
        Assert.Equal((VerdictAnswer.Suspected, JudgedMetric.ErrorRate, "checkout:43"), (checkout.Answer, checkout.Worse!.Metric, checkout.Deployment!.Revision.ToString()));
        Assert.InRange(checkout.Probability!.Value, 0.995, 1);
        Assert.InRange((checkout.Worse.BeganAt - checkout.Deployment.ServingAt).TotalMinutes, -2, 5);

        // Half a percent more since three hours is no reason to be alarmed, and is the deployment's all the same.
        Assert.Equal(["production/platform/feature-flags", "production/shop/checkout"], verdicts.ByService.Values.Where(verdict => verdict.Answer == VerdictAnswer.Suspected).Select(verdict => verdict.Key.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_told_stays_told_while_the_deployment_is_the_newest_and_goes_with_the_next()
    {
        await using var house = await RollbackHouse.StartAsync();
        await house.LookAsync(measure: true);
        await house.PollAsync("verdicts");
        house.Time.Advance(TimeSpan.FromHours(4));
        await house.LookAsync(measure: true);

        await house.PollAsync("verdicts");

        Assert.Equal(VerdictAnswer.Suspected, house.Get<Feed<VerdictsSnapshot>>().Current.Value!.Of(RollbackHouse.Checkout)!.Answer);
    }

    [Fact]
    public async Task What_is_not_held_of_the_hour_before_a_deployment_is_asked_for_every_five_minutes_and_not_with_every_look()
    {
        await using var house = await RollbackHouse.StartAsync();
        await house.LookAsync(measure: true);
        house.Time.Advance(TimeSpan.FromMinutes(130));
        await house.LookAsync(measure: true);

        Assert.NotEqual(0, await AskedAsync());
        house.Time.Advance(TimeSpan.FromMinutes(2));
        await house.LookAsync(measure: true);
        Assert.Equal(0, await AskedAsync());
        house.Time.Advance(VerdictQuestions.AskAgain);
        await house.LookAsync(measure: true);
        Assert.NotEqual(0, await AskedAsync());

        async Task<long> AskedAsync()
        {
            var before = Asked();
            await house.PollAsync("verdicts");
            return Asked() - before;
        }

        long Asked() => house.Get<CallMeter>().Read().Rows.Where(row => row.Operation == "cloudwatch:GetMetricData").Sum(row => (long)row.Tally.Calls);
    }

    [Fact]
    public async Task Long_after_a_deployment_the_hours_before_it_are_still_what_it_is_held_against()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Time.Advance(TimeSpan.FromMinutes(130));
        await house.LookAsync(measure: true);
        await house.PollAsync("verdicts");

        var checkout = house.Get<Feed<VerdictsSnapshot>>().Current.Value!.Of(RollbackHouse.Checkout)!;
        Assert.Equal((VerdictAnswer.Suspected, JudgedMetric.ErrorRate), (checkout.Answer, checkout.Worse!.Metric));
    }

    [Fact]
    public async Task A_suspicion_asks_for_the_week_before_and_for_every_zone()
    {
        await using var house = await RollbackHouse.StartAsync();
        await house.LookAsync(measure: true);
        await house.PollAsync("verdicts");

        var evidence = house.Get<Feed<VerdictsSnapshot>>().Current.Value!.Of(RollbackHouse.Checkout)!.Evidence;
        Assert.Contains(evidence, one => one.StartsWith("In the same hour a week ago it was ", StringComparison.Ordinal));
        Assert.Contains(evidence, one => one.StartsWith("Every zone has it: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_reads_the_sentence_in_their_zone_and_what_it_rests_on_below()
    {
        await using var house = await RollbackHouse.StartAsync();
        await house.LookAsync(measure: true);
        await house.PollAsync("verdicts");
        Services.AddSingleton<TimeProvider>(house.Time).AddSingleton(house.Get<Feed<VerdictsSnapshot>>());

        var note = Render<VerdictNote>(parameters => parameters.Add(part => part.Key, RollbackHouse.Checkout));

        Assert.Matches(@"^Error rate went from 0\.[0-9]+ % to 1[0-9] % at [0-9:]+( UTC)?, ([0-9]+ minutes? after|as) v1\.4\.3 \(checkout:43\) began serving; over 99\.9 % likely\.$", note.Find("summary").TextContent);
        Assert.Contains(note.FindAll("li"), line => line.TextContent.StartsWith("Error rate: ", StringComparison.Ordinal));
        Assert.Equal("suspected", note.Find("details").GetAttribute("data-answer"));
    }
}
