using System.Diagnostics;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>The one Chromium of a test run: Debian's, found on PATH or installed where the run may install.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    private IPlaywright? playwright;

    public IBrowser Browser { get; private set; } = default!;

    public async ValueTask InitializeAsync()
    {
        var path = Find() ?? await InstallAsync();
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        playwright?.Dispose();
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    private static async Task<string> InstallAsync()
    {
        const string Install = "apt-get update && apt-get install -y --no-install-recommends chromium";
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists("/usr/bin/apt-get"))
            throw new InvalidOperationException($"The browser tests need Chromium on PATH. On Debian: sudo sh -c '{Install}'");

        using var apt = Process.Start(new ProcessStartInfo("sh", ["-c", $"({Install}) >&2"]) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })!;
        await apt.WaitForExitAsync();
        return Find() ?? throw new InvalidOperationException($"Chromium could not be installed (exit code {apt.ExitCode}). Run: {Install}");
    }
}
