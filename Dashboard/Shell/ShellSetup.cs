using System.IO.Compression;
using Dashboard.SignIn;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.ResponseCompression;

namespace Dashboard.Shell;

public static class ShellSetup
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(Circuits);

        services.AddScoped<Appearance>().AddScoped<ChartAdvances>();
        services.AddSingleton<FleetRows>();
        services.AddRateLimits();
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        return services.AddHsts(options =>
        {
            options.MaxAge = TimeSpan.FromDays(365);
            options.IncludeSubDomains = true;
        });
    }

    /// <summary>What every request passes, in order.</summary>
    public static void UseShell(this WebApplication app)
    {
        app.UseTrustedProxy();
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseResponseCompression();
        app.Use(SayEncoding);
        app.UseSecurityHeaders(SecurityHeaders.For(app.Configuration));
        app.UseExceptionHandler(ErrorAnswer.Write);
        app.UseWhen(context => SignInCookie.IsPage(context.Request), pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting();
        app.Use(RefuseCircuitsWhileStopping);
        app.UseMiddleware<OriginCheck>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseSight();
        app.UseAntiforgery();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapPanelDownload();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            // Saves 250 kB a viewer and most of the CPU; the security headers set frame-ancestors.
            options.DisableWebSocketCompression = true;
            options.ContentSecurityFrameAncestorsPolicy = null;
        });
    }

    // A tab reconnects at once over a connection that is still open, and would hold the process for the whole time-out: longer than ECS waits before it kills.
    internal static Task RefuseCircuitsWhileStopping(HttpContext context, RequestDelegate next)
    {
        if (!context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested || !context.Request.Path.StartsWithSegments("/_blazor"))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    // Static files say their kind only.
    private static Task SayEncoding(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        response.OnStarting(() =>
        {
            if (response.ContentType is { } type && type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("charset", StringComparison.OrdinalIgnoreCase))
                response.ContentType = type + "; charset=utf-8";
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Circuits(CircuitOptions options)
    {
        options.DisconnectedCircuitMaxRetained = 100;
        options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        options.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(10);
        options.MaxBufferedUnacknowledgedRenderBatches = 10;
    }
}
