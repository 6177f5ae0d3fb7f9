using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Dashboard.Aws;
using Dashboard.Fleet;

namespace Dashboard.Metrics.Panels;

/// <summary>What Application Auto Scaling did to a service, asked while somebody looks at it and shared by all who do.</summary>
public sealed partial class ScalingActivitiesSource(AwsClients aws, TimeProvider time)
{
    private const string Operation = "application-autoscaling:DescribeScalingActivities";

    // Of fifty each. A service that scales more often than that has no readable marks anyway.
    private const int MostPages = 4;
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Block = TimeSpan.FromHours(1);
    private readonly SharedAnswers<(ServiceKey, DateTimeOffset), ScalingActivities> asked = new(time);

    /// <summary>aws application-autoscaling describe-scaling-activities --service-namespace ecs --resource-id service/shop/catalog, back to an instant; AWS keeps six weeks.</summary>
    public Task<Reading<ScalingActivities>> ReadAsync(ServiceKey key, DateTimeOffset from)
    {
        // By the hour, so that a range that moves on is the same question.
        var since = SeriesGrid.Floor(from, Block);
        return asked.GetAsync((key, since), Holds, () => AskAsync(key, since));
    }

    private async Task<Reading<ScalingActivities>> AskAsync(ServiceKey key, DateTimeOffset since)
    {
        var target = aws.For(key.Target);
        var found = new List<ScalingActivity>();
        string? next = null;
        for (var page = 0; page < MostPages; page++)
        {
            var request = new DescribeScalingActivitiesRequest { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = $"service/{key.Cluster}/{key.Service}", ScalableDimension = ScalableDimension.EcsServiceDesiredCount, NextToken = next };
            var (answer, fault) = await target.AskAsync(Operation, token => target.AutoScaling.DescribeScalingActivitiesAsync(request, token), CancellationToken.None);
            if (answer is null)
                return new Reading<ScalingActivities>(null, null, fault);
            found.AddRange((answer.ScalingActivities ?? []).Select(Of).OfType<ScalingActivity>());
            next = answer.NextToken;
            if (string.IsNullOrEmpty(next) || found.Count > 0 && found[^1].At < since)
                break;
        }

        var isCut = !string.IsNullOrEmpty(next) && (found.Count == 0 || found[^1].At >= since);
        return new Reading<ScalingActivities>(new ScalingActivities([.. found.Where(activity => activity.At >= since)], isCut), time.GetUtcNow(), null);
    }

    private static ScalingActivity? Of(Amazon.ApplicationAutoScaling.Model.ScalingActivity activity)
    {
        if (activity.StartTime is not { } start)
            return null;
        var description = activity.Description ?? "";
        var count = Wanted().Match(description) is { Success: true } match ? int.Parse(match.ValueSpan[(match.Value.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture) : (int?)null;
        var failed = activity.StatusCode == ScalingActivityStatusCode.Failed || activity.StatusCode == ScalingActivityStatusCode.Unfulfilled;
        return new ScalingActivity(new DateTimeOffset(start.ToUniversalTime()), count, description.TrimEnd('.'), (activity.Cause ?? "").TrimEnd('.'), failed ? activity.StatusMessage ?? "it gave no reason" : null);
    }

    // "Setting desired count to 4."
    [GeneratedRegex(@"desired count to \d{1,6}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Wanted();
}
