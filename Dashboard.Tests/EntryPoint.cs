using Amazon;
using Bunit;
using Dashboard.Tests.Bench;

namespace Dashboard.Tests;

/// <summary><c>-- bench NAME</c> runs a benchmark; everything else is the test runner, as xunit's own entry point would start it.</summary>
internal static class EntryPoint
{
    // Not top-level statements: their class is called Program, and that name is the app's here.
    public static async Task<int> Main(string[] args)
    {
        // A simulated AWS may have a clock that is months off, and the SDK would ask again after each refusal to see whether it was that.
        AWSConfigs.CorrectForClockSkew = false;
        if (args is ["bench", .. var rest])
            return await Benches.RunAsync(rest);

        // All tests run at once on two cores, where a second is nothing; a wait ends as soon as what it waits for is there.
        BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);

        // A host that starts blocks a thread; with as many threads as cores everything else would wait for one more, which comes every half second.
        ThreadPool.SetMinThreads(16, 16);
        if (args.Any(arg => arg is "--server" or "--internal-msbuild-node"))
            return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }
}
