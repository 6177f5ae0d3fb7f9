using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Dashboard.Simulator;

namespace Dashboard.Tests.Bench;

/// <summary>The simulated AWS as a process of its own, as <c>simulate</c> starts it. Dispose ends it.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Process process;
    private readonly HttpClient http;

    private SimulatorProcess(int services)
    {
        Uri = new Uri($"http://127.0.0.1:{PublishedApp.FreePort()}");
        http = new HttpClient { BaseAddress = Uri };
        process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Dashboard.dll"), "simulate", "--urls", Uri.ToString(), "--Simulator:Services", $"{services}"]) { RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
    }

    public Uri Uri { get; }

    /// <param name="services">How many there are in all, the named ones first.</param>
    public static async Task<SimulatorProcess> StartAsync(int services = 17)
    {
        var simulator = new SimulatorProcess(services);
        while (!await simulator.AnswersAsync())
            await Task.Delay(20);
        return simulator;
    }

    /// <summary>The accepted mutations so far, oldest first.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync() => (await http.GetFromJsonAsync<List<LedgerEntry>>("/_simulator/ledger", Json))!;

    public void Dispose()
    {
        http.Dispose();
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await LedgerAsync();
            return true;
        }
        catch (HttpRequestException error) when (error.InnerException is SocketException && !process.HasExited)
        {
            return false;
        }
    }
}
