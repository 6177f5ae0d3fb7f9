namespace Dashboard.Shell;

/// <summary>What somebody who runs the sources gets without saying anything: the demo, on port 5080.</summary>
internal static class SourceRun
{
    private const string EnvironmentKey = "ASPNETCORE_ENVIRONMENT";
    private const string UrlsKey = "ASPNETCORE_URLS";

    /// <summary>Only beside the project file, where <c>dotnet run</c> starts a web application; a published one is never told that it is in development.</summary>
    /// <remarks>Not a launch profile: <c>dotnet run</c> announces one on standard output, where the patterns command writes its ids.</remarks>
    public static void UseDefaults()
    {
        if (!File.Exists("Dashboard.csproj"))
            return;
        if (IsUnset(EnvironmentKey) && IsUnset("DOTNET_ENVIRONMENT"))
            Environment.SetEnvironmentVariable(EnvironmentKey, Environments.Development);
        if (IsUnset(UrlsKey) && IsUnset("ASPNETCORE_HTTP_PORTS"))
            Environment.SetEnvironmentVariable(UrlsKey, "http://localhost:5080");
    }

    private static bool IsUnset(string key) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(key));
}
