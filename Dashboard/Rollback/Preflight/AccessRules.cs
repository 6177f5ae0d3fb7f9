using System.Collections.Immutable;
using Dashboard.Ui;
using static Dashboard.Rollback.Preflight.PreflightRules;

namespace Dashboard.Rollback.Preflight;

/// <summary>Whether tasks of the target could read what they need, and whether this dashboard may deploy it.</summary>
internal static class AccessRules
{
    public static PreflightLine Secrets(PreflightFacts facts)
    {
        const string Check = "Secrets and parameters";
        if (facts.Target is not { } target)
            return Warn(Check, $"Not checked: {facts.To.To} was not read.");
        var files = target.Containers.Sum(container => container.EnvironmentFiles.Length);
        var line = Line(Check, facts.Secrets, "It reads no secret and no parameter.", $"{(facts.Secrets.Length == 1 ? "The one" : $"All {facts.Secrets.Length}")} that {target.Ref} reads exist{(facts.Secrets.Length == 1 ? "s" : "")}; no value was read.");
        var rest = files == 0 ? "" : $" {Format.Plural(files, "environment file")} in S3 {(files == 1 ? "was" : "were")} not checked.";
        return line with { Result = files > 0 && line.Result == PreflightResult.Pass ? PreflightResult.Warn : line.Result, Fact = line.Fact + rest };
    }

    public static PreflightLine Roles(PreflightFacts facts)
    {
        const string Check = "Roles";
        return facts.Target is not { } target ? Warn(Check, $"Not checked: {facts.To.To} was not read.")
            : Line(Check, facts.Roles, "It names no execution role and no task role.", $"{Join([.. facts.Roles.Select(role => role.What)])} {(facts.Roles.Length == 1 ? "exists" : "exist")}.");
    }

    public static PreflightLine Permissions(PreflightFacts facts)
    {
        const string Check = "Permissions";
        return facts.To.Move == RollbackMove.GitHub ? Pass(Check, "The workflow deploys with its own credentials.")
            : facts.Permissions is not { } asked ? Warn(Check, "Whether this dashboard may deploy was not asked.")
            : Line(Check, asked, "Nothing is needed.", $"IAM allows this dashboard {Join([.. asked.Select(permission => permission.What)])}.");
    }

    // The worst is told in full; what is found needs one sentence.
    private static PreflightLine Line(string check, ImmutableArray<LookUp> asked, string none, string all)
    {
        var missing = asked.Where(one => one.Found == Found.No).ToArray();
        if (missing.Length > 0)
            return Block(check, Sentences(missing));
        var open = asked.Where(one => one.Found == Found.Doubtful).ToArray();
        if (open.Length > 0)
            return Warn(check, Sentences(open));
        var notes = asked.Where(one => one.Note is not null).GroupBy(one => one.Note).Select(group => $" {Join([.. group.Select(one => one.What)])}: {WithStop(group.Key!)}");
        return Pass(check, (asked.IsEmpty ? none : all) + string.Concat(notes));
    }

    // Twenty secrets that one missing permission hides are one fact.
    private static string Sentences(LookUp[] asked) =>
        string.Join(" ", asked.GroupBy(one => one.Reason).Select(group => $"{(group.Count() > 3 ? $"{group.First().What} and {group.Count() - 1} more" : Join([.. group.Select(one => one.What)]))} {WithStop(group.Key ?? "gave no answer")}"));
}
