using Dashboard.Tests.Bench;

namespace Dashboard.Tests;

/// <summary><c>-- bench NAME</c> runs a benchmark; everything else is the test runner, as xunit's own entry point would start it.</summary>
internal static class EntryPoint
{
    // Not top-level statements: their class is called Program, and that name is the app's here.
    public static async Task<int> Main(string[] args)
    {
        if (args is ["bench", .. var rest])
            return await Benches.RunAsync(rest);
        if (args.Any(arg => arg is "--server" or "--internal-msbuild-node"))
            return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }
}
