using Dashboard.Tests;
using Dashboard.Tests.Bench;

// `-- bench NAME` runs a benchmark; everything else is the test runner, as xunit's own entry point would start it.
if (args is ["bench", .. var rest])
    return await Benches.RunAsync(rest);
if (args.Any(arg => arg is "--server" or "--internal-msbuild-node"))
    return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
