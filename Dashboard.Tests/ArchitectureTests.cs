using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Dashboard.Tests;

/// <summary>Holds the code to the import table of the design.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] EveryRoom = ["Live", "Ui", "Store", "Aws", "Audit", "SignIn", "Fleet", "Metrics", "Logs", "Alarms", "Deployments", "Rollback", "Alerts", "Status"];

    private static readonly Dictionary<string, string[]> MayImport = new()
    {
        ["Live"] = [],
        ["Ui"] = ["Live"],
        ["Store"] = [],
        ["Aws"] = ["Live", "Ui"],
        ["Audit"] = ["Store", "Aws", "Live", "Ui"],
        ["SignIn"] = ["Audit", "Store", "Live", "Ui"],
        ["Fleet"] = ["Aws", "Live", "Ui"],
        ["Metrics"] = ["Fleet", "Aws", "Live", "Ui"],

        // Log lines that leave the house as a file are in the trail, under the name of who took them; which revision a task ran outlives what ECS remembers, and saved searches outlive a restart.
        ["Logs"] = ["Fleet", "Aws", "Audit", "SignIn", "Store", "Live", "Ui"],
        ["Alarms"] = ["Fleet", "Aws", "Audit", "SignIn", "Store", "Live", "Ui"],
        ["Deployments"] = ["Fleet", "Metrics", "Logs", "Aws", "Store", "Live", "Ui"],
        ["Rollback"] = ["Deployments", "Fleet", "Metrics", "Logs", "Alarms", "Audit", "SignIn", "Store", "Aws", "Live", "Ui"],
        ["Status"] = [.. EveryRoom.Except(["Alerts", "Status"])],

        // An alert is about the state that the fleet shows, so it is told after it is judged.
        ["Alerts"] = [.. EveryRoom.Except(["Alerts"])],
        ["Shell"] = EveryRoom,
        ["Simulator"] = [],
    };

    private static readonly string[] Writers = ["Rollback/DeploymentWriter.cs", "Alarms/AlarmWriter.cs"];

    [Fact]
    public void A_room_imports_only_what_the_table_allows() => AssertNone(
        from file in Sources()
        where MayImport.ContainsKey(file.Room)
        from import in Imports().Matches(file.Code).Select(match => match.Groups["room"].Value).Distinct()
        where import != file.Room && !MayImport[file.Room].Contains(import)
        select $"{file.Path}: {file.Room} imports {import}");

    [Fact]
    public void Every_folder_is_a_room_of_the_table() => AssertNone(
        Sources().Select(file => file.Room).Distinct().Where(room => room.Length > 0 && !MayImport.ContainsKey(room)));

    [Fact]
    public void The_AWS_SDK_is_named_only_where_AWS_is_asked_or_ordered() => AssertNone(
        from file in Sources()
        where AmazonNames().IsMatch(file.Code) && file.Room != "Aws" && !file.Path.EndsWith("Source.cs", StringComparison.Ordinal) && !Writers.Contains(file.Path)
        select file.Path);

    [Fact]
    public void Only_one_class_begins_a_session_that_writes_in_AWS() => AssertNone(
        from file in Sources()
        where file.Room != "Aws" && file.Path != "Audit/AttributedWrites.cs" && (file.Code.Contains(".BeginWriteAsync(", StringComparison.Ordinal) || file.Code.Contains(".OwnSession(", StringComparison.Ordinal))
        select file.Path);

    [Fact]
    public void Only_the_composition_knows_the_simulator() => AssertNone(
        from file in Sources()
        where file.Room != "Simulator" && file.Path != "Program.cs" && file.Code.Contains("Dashboard.Simulator", StringComparison.Ordinal)
        select file.Path);

    [Fact]
    public void Only_sign_in_knows_Entra() => AssertNone(
        from file in Sources()
        where file.Room != "SignIn" && file.Code.Contains("Microsoft.Identity.Web", StringComparison.Ordinal)
        select file.Path);

    [Fact]
    public void Time_comes_from_TimeProvider() => AssertNone(
        from file in Sources()
        from match in Clocks().Matches(file.Code)
        select $"{file.Path}: {match.Value}");

    [Fact]
    public void No_class_is_called_a_service_unless_it_is_one_of_ECS() => AssertNone(
        from file in Sources()
        where file.Room != "Simulator" && !file.Path.StartsWith("Aws/Sdk/", StringComparison.Ordinal)
        from match in ServiceClasses().Matches(file.Code)
        where match.Groups["name"].Value is not ("EcsService" or "DueService")
        select $"{file.Path}: {match.Groups["name"].Value}");

    [Fact]
    public void Every_page_has_a_title_that_ends_with_the_name_of_the_product() => AssertNone(
        from file in Sources()
        where file.Path.EndsWith(".razor", StringComparison.Ordinal) && file.Code.StartsWith("@page", StringComparison.Ordinal)
        where !file.Code.Contains(" · ECS operations</PageTitle>", StringComparison.Ordinal)
        select file.Path);

    [Fact]
    public void Every_page_about_services_asks_what_the_person_may_see()
    {
        var sources = Sources().ToList();
        AssertNone(
            from page in sources
            where page.Path.EndsWith(".razor", StringComparison.Ordinal) && page.Code.StartsWith("@page", StringComparison.Ordinal) && page.Room != "SignIn" && page.Path is not ("Shell/NotFoundPage.razor" or "Shell/InstrumentsPage.razor")
            let name = page.Path[..^".razor".Length]
            where !sources.Any(file => file.Path.StartsWith(name, StringComparison.Ordinal) && file.Code.Contains("[CascadingParameter] public Places? Sight", StringComparison.Ordinal))
            select page.Path);
    }

    private static void AssertNone(IEnumerable<string> violations) => Assert.Empty(violations.Order());

    private static IEnumerable<(string Path, string Room, string Code)> Sources()
    {
        var root = Path.Combine(Path.GetDirectoryName(Here())!, "..", "Dashboard");
        foreach (var full in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)))
        {
            var path = Path.GetRelativePath(root, full).Replace('\\', '/');
            if (path.StartsWith("bin/", StringComparison.Ordinal) || path.StartsWith("obj/", StringComparison.Ordinal))
                continue;
            var room = path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "";
            yield return (path, room, Comments().Replace(File.ReadAllText(full), ""));
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"(?<![.\w])Dashboard\.(?<room>Live|Ui|Store|Aws|Audit|SignIn|Fleet|Metrics|Logs|Alarms|Deployments|Rollback|Alerts|Status|Shell|Simulator)\b")]
    private static partial Regex Imports();

    [GeneratedRegex(@"(?<![.\w""])Amazon(\.[A-Z]|;)")]
    private static partial Regex AmazonNames();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b|\bStopwatch\b|\bEnvironment\.TickCount(64)?\b")]
    private static partial Regex Clocks();

    [GeneratedRegex(@"\b(class|record|struct|interface)\s+(?<name>\w+Service)\b")]
    private static partial Regex ServiceClasses();

    [GeneratedRegex(@"^[ \t]*//[^\n]*|@\*[\s\S]*?\*@", RegexOptions.Multiline)]
    private static partial Regex Comments();
}
