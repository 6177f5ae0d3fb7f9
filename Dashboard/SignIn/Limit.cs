namespace Dashboard.SignIn;

/// <summary>One limit, and what a person reads who has reached it.</summary>
/// <param name="Setting">Its key below <c>Limits</c>.</param>
public sealed record Limit(string Setting, Func<LimitsOptions, int> Of, Func<int, string> Sentence)
{
    public static readonly Limit Pages = new(nameof(LimitsOptions.PagesPerPerson), limits => limits.PagesPerPerson,
        most => $"You have {most} pages of the dashboard open, as many as one person may have. Close one and load this page again; those that were open before go on working.");

    public static readonly Limit Searches = new(nameof(LimitsOptions.SearchesPerPerson), limits => limits.SearchesPerPerson,
        most => $"Searches of yours that are running now: {most}, as many as one person may run at once. Wait until one has ended, or stop one, and search again.");

    public static readonly Limit Follows = new(nameof(LimitsOptions.FollowsPerPerson), limits => limits.FollowsPerPerson,
        most => $"Searches that you are following now: {most}, as many as one person may follow at once. What was found is below; stop following in another page, and follow here again.");

    public static readonly Limit Downloads = new(nameof(LimitsOptions.DownloadsPerMinute), limits => limits.DownloadsPerMinute,
        most => $"Downloads that you began within a minute: {most}, as many as one person may begin. Wait a minute and try again.");

    public static readonly Limit DownloadsAtOnce = new(nameof(LimitsOptions.DownloadsAtOnce), limits => limits.DownloadsAtOnce,
        most => $"Downloads of yours that are under way: {most}, as many as one person may have at once. Wait until one has ended and try again.");

    public static readonly Limit SignIns = new(nameof(LimitsOptions.SignInsPerMinute), limits => limits.SignInsPerMinute,
        most => $"Sign-ins that were tried from your network address within a minute: {most}, as many as one address may try. Wait a minute and try again.");

    public static readonly Limit Forms = new(nameof(LimitsOptions.FormsPerMinute), limits => limits.FormsPerMinute,
        most => $"Forms that you sent within a minute: {most}, as many as one person may send. Wait a minute and try again.");
}
