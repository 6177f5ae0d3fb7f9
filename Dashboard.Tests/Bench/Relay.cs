using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Bench;

/// <summary>Where a call is on its way between the dashboard and AWS.</summary>
internal enum Wire
{
    /// <summary>AWS has not seen it.</summary>
    Arrived,

    /// <summary>AWS has answered, and the dashboard has not seen the answer.</summary>
    Answered,

    /// <summary>The dashboard has been given the whole answer.</summary>
    Passed,
}

/// <summary>Stands between the dashboard and the simulated AWS and stops a call at an exact place, which no fault of the simulator and no hook in the dashboard could.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly WebApplication app;
    private readonly Uri aws;
    private readonly Func<string, Wire, Task<bool>> watch;

    private Relay(WebApplication app, Uri aws, Func<string, Wire, Task<bool>> watch) => (this.app, this.aws, this.watch) = (app, aws, watch);

    public Uri Uri => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="watch">Is asked at each place of each call, by operation as in UpdateService; false drops the connection there.</param>
    public static async Task<Relay> StartAsync(Uri aws, Func<string, Wire, Task<bool>> watch)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var relay = new Relay(builder.Build(), aws, watch);
        relay.app.Run(relay.CarryAsync);
        await relay.app.StartAsync();
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task CarryAsync(HttpContext context)
    {
        var operation = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        try
        {
            using var request = await CopyAsync(context.Request);
            if (!await watch(operation, Wire.Arrived))
                throw new OperationCanceledException();
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead);
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (!await watch(operation, Wire.Answered))
                throw new OperationCanceledException();
            await PassAsync(context.Response, answer, body);
            await watch(operation, Wire.Passed);
        }
        catch (Exception error) when (error is OperationCanceledException or HttpRequestException or IOException)
        {
            context.Abort();
        }
    }

    private async Task<HttpRequestMessage> CopyAsync(HttpRequest from)
    {
        using var body = new MemoryStream();
        await from.Body.CopyToAsync(body);
        var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(aws, from.GetEncodedPathAndQuery())) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, values) in from.Headers)
        {
            if (name is not ("Host" or "Content-Length" or "Expect") && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values))
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
        }

        return request;
    }

    private static async Task PassAsync(HttpResponse to, HttpResponseMessage answer, byte[] body)
    {
        to.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Content-Length"))
                to.Headers[name] = values.ToArray();
        }

        to.ContentLength = body.Length;
        await to.Body.WriteAsync(body);
        await to.CompleteAsync();
    }
}
