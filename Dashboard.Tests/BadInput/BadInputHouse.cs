using System.Net;
using Dashboard.Tests.Browser;
using Dashboard.Tests.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.BadInput;

/// <summary>The app on Kestrel, because the test server takes headers that no real one sends, and what it says of itself.</summary>
public sealed class BadInputHouse : IAsyncLifetime
{
    internal RunningStory Story { get; private set; } = default!;

    public DashboardServer Server => Story.Server;
    public Uri Site => Server.Uri;

    /// <summary>Each address that the matrix knows, with the endpoint that answers it.</summary>
    public IEnumerable<(RouteEndpoint Endpoint, string Address)> Gets => Endpoints("GET")
        .Select(endpoint => (endpoint, Address: EndpointMatrixTests.AddressOf("/" + endpoint.RoutePattern.RawText!.TrimStart('/'))))
        .Where(get => get.Address is not null).Select(get => (get.endpoint, get.Address!)).DistinctBy(get => get.Item2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public IEnumerable<RouteEndpoint> Endpoints(string method) => Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) == true);

    /// <summary>The query parameters of a page, by its own properties; what is no page reads its query by hand, the same as the page whose download it is.</summary>
    public string[] ParametersOf(RouteEndpoint endpoint)
    {
        var page = Endpoints("GET").Where(other => PageOf(other) is not null)
            .Where(other => other == endpoint || (endpoint.RoutePattern.RawText! + "/").StartsWith(other.RoutePattern.RawText!.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase))
            .MaxBy(other => other.RoutePattern.RawText!.Length);
        return page is null || (page != endpoint && page.RoutePattern.RawText == "/") ? [] : [.. ParametersOf(PageOf(page)!).Concat(page == endpoint ? [] : ["consent"]).Distinct()];
    }

    /// <summary>As it is written: without this .NET would tidy dots and percent signs away.</summary>
    public Uri Exactly(string address) => new(Site.GetLeftPart(UriPartial.Authority) + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    public HttpClient Stranger() => new(new SocketsHttpHandler { AllowAutoRedirect = false, ResponseHeaderEncodingSelector = (_, _) => System.Text.Encoding.Latin1 }) { BaseAddress = Site };

    public async Task<HttpClient> SignedInAsync(string person)
    {
        var client = Stranger();
        var form = new Dictionary<string, string> { ["person"] = person, ["returnUrl"] = "/audit", ["__RequestVerificationToken"] = await RunningDashboard.TokenAsync(client, "/sign-in", Cancel) };
        using var answer = await client.PostAsync("/sign-in/demo", new FormUrlEncodedContent(form), Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return client;
    }

    public async ValueTask InitializeAsync()
    {
        Story = await RunningStory.StartAsync(TimeProvider.System);
        await Server.Services.GetRequiredService<Dashboard.Live.Feed<Dashboard.Status.FleetBoard>>().FirstAnswer.WaitAsync(Cancel);
    }

    public ValueTask DisposeAsync() => Story.DisposeAsync();

    private static Type? PageOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;

    private static IEnumerable<string> ParametersOf(Type component)
    {
        for (var type = component; type is not null; type = type.BaseType)
            foreach (var property in type.GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly))
                if (property.GetCustomAttributes(typeof(SupplyParameterFromQueryAttribute), false) is [SupplyParameterFromQueryAttribute supplied])
                    yield return supplied.Name ?? property.Name.ToLowerInvariant();
    }
}
