using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Dashboard.Alarms;

/// <summary>Says everything that is wrong at once, each with its key and an example.</summary>
internal sealed partial class AlarmsOptionsValidation : IValidateOptions<AlarmsOptions>
{
    private const int LongestMinutes = 60;

    public ValidateOptionsResult Validate(string? name, AlarmsOptions options) =>
        Problems(options).ToArray() is { Length: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Problems(AlarmsOptions options)
    {
        var general = new ServiceAlarmsOptions
        {
            CpuPercent = options.CpuPercent, CpuMinutes = options.CpuMinutes, ErrorPercent = options.ErrorPercent, ErrorMinutes = options.ErrorMinutes,
            MinimumRequests = options.MinimumRequests, BelowDesiredMinutes = options.BelowDesiredMinutes, Actions = options.Actions,
        };
        foreach (var problem in Problems(general, "Alarms"))
            yield return problem;
        for (var at = 0; at < options.Services.Count; at++)
        {
            if (!ServicePattern().IsMatch(options.Services[at].Service))
                yield return $"Alarms:Services:{at}:Service must be target/cluster/service, as in production/shop/* or production/shop/checkout.";
            foreach (var problem in Problems(options.Services[at], $"Alarms:Services:{at}"))
                yield return problem;
        }
    }

    private static IEnumerable<string> Problems(ServiceAlarmsOptions options, string key)
    {
        // Above 100 no average of a task without burst can be, so the alarm would never go off.
        if (options.CpuPercent is { } cpu && !(cpu is > 0 and < 100))
            yield return $"{key}:CpuPercent must lie between 0 and 100, as in 80; {Text(cpu)} would {(cpu >= 100 ? "never" : "always")} go off.";
        if (options.ErrorPercent is { } errors && !(errors is > 0 and < 100))
            yield return $"{key}:ErrorPercent must lie between 0 and 100, as in 5; {Text(errors)} would {(errors >= 100 ? "never" : "always")} go off.";
        if (options.MinimumRequests is { } requests && requests is < 1 or > 1_000_000)
            yield return $"{key}:MinimumRequests must lie between 1 and 1000000 a minute, as in 20.";
        foreach (var (name, minutes, example) in new[] { ("CpuMinutes", options.CpuMinutes, 5), ("ErrorMinutes", options.ErrorMinutes, 5), ("BelowDesiredMinutes", options.BelowDesiredMinutes, 10) })
            if (minutes is < 1 or > LongestMinutes)
                yield return $"{key}:{name} must lie between 1 and {LongestMinutes}, as in {example}.";
        if (options.Actions.Count > 5)
            yield return $"{key}:Actions can be 5 at most, as CloudWatch takes no more.";
        for (var at = 0; at < options.Actions.Count; at++)
            if (!Arn().IsMatch(options.Actions[at]))
                yield return $"{key}:Actions:{at} must be the ARN of what is notified, as in arn:aws:sns:eu-west-1:111122223333:on-call.";
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[A-Za-z0-9_*-]+/[A-Za-z0-9_*-]+/[A-Za-z0-9_*-]+\z")]
    private static partial Regex ServicePattern();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12})?:\S+\z")]
    private static partial Regex Arn();
}
