using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using Dashboard.Tests.Shell;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.BadInput;

/// <summary>The corpus against every address, parameter and form of the running app, found by what the app itself says it has.</summary>
public sealed class BadInputOverHttpTests(BadInputHouse house) : IClassFixture<BadInputHouse>
{
    private const string Minute = "from=2026-01-31T11:59:00Z&to=2026-01-31T12:00:00Z";
    private static readonly string[] OfTime = ["range", "from", "to"];

    private readonly int loggedBefore = house.Server.LoggedWarnings.Count;

    private IEnumerable<string> Thrown => house.Server.LoggedWarnings.Skip(loggedBefore).Where(message => message.Contains("Exception", StringComparison.Ordinal)).Select(message => message[..Math.Min(1_500, message.Length)]).Distinct().Take(8);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_part_of_every_address_and_every_query_parameter_takes_it()
    {
        var problems = new ConcurrentBag<string>();
        var person = await house.SignedInAsync("on-call");

        // A third of the pairs of place and text: all of them take minutes, and neighbours attack alike.
        var requests = house.Gets.SelectMany(RequestsOf).Distinct().Where((_, index) => index % 3 == 0).ToArray();

        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Cancel }, async (address, cancel) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, house.Exactly(address)) { Headers = { { "Accept", "text/html" } } };
            using var answer = await person.SendAsync(request, cancel);
            foreach (var problem in await Answers.ProblemsAsync(answer, house.Site, cancel))
                problems.Add($"{Corpus.Shown(address)}: {problem}");
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{requests.Length} requests");
        Assert.Equal("", string.Join("\n", problems.Order(StringComparer.Ordinal).Take(40)));
        Assert.Equal("", string.Join("\n", Thrown));
        Assert.True(requests.Length > 400, $"Only {requests.Length} requests were made.");
    }

    [Fact]
    public async Task Every_field_of_every_form_takes_it()
    {
        var (problems, tried, taken) = (new List<string>(), new List<string>(), 0);
        var forms = house.Endpoints("POST").Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && !endpoint.RoutePattern.RawText!.StartsWith("/_", StringComparison.Ordinal)).ToArray();

        foreach (var form in forms)
        {
            var fields = form.Metadata.GetMetadata<MethodInfo>()!.GetParameters().Where(field => field.GetCustomAttribute<FromFormAttribute>() is not null).Select(field => field.Name!).ToArray();
            tried.AddRange(fields.Select(field => $"{form.RoutePattern.RawText} {field}"));
            foreach (var (field, text) in fields.SelectMany(field => Corpus.Classes.SelectMany(one => one.Texts.Take(2)).Concat(Corpus.Of("redirects")).Append(new string('x', 1_048_576)).Select(text => (field, text))))
            {
                using var person = await house.SignedInAsync("operator");
                var said = new Dictionary<string, string> { ["person"] = "operator", ["name"] = "Screen", ["returnUrl"] = "/?wall", [field] = text, ["__RequestVerificationToken"] = await RunningDashboard.TokenAsync(person, "/sign-in", Cancel) };
                using var answer = await person.PostAsync(form.RoutePattern.RawText, new FormUrlEncodedContent(said), Cancel);
                taken += answer.StatusCode == HttpStatusCode.SeeOther ? 1 : 0;
                problems.AddRange((await Answers.ProblemsAsync(answer, house.Site, Cancel)).Select(problem => $"{form.RoutePattern.RawText} {field}={Corpus.Shown(text)}: {problem}"));
            }
        }

        Assert.Equal("", string.Join("\n", problems.Take(40)));
        Assert.Equal("", string.Join("\n", Thrown));
        Assert.Equal(["/sign-in/demo person", "/sign-in/demo returnUrl", "/sign-in/wall name", "/sign-in/wall returnUrl"], tried);
        Assert.True(taken > 100, $"Only {taken} forms were taken for ours, so the rest of the way was not tried.");
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "a=1&%&%zz&=&&[[[")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nnonsense")]
    [InlineData("multipart/form-data", "no boundary")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"../../x\"\r\n\r\n1\r\n--x--")]
    [InlineData("application/json", "{\"person\":\"operator\"}")]
    [InlineData("text/plain", "person=operator")]
    [InlineData("application/x-www-form-urlencoded", "MANY")]
    public async Task A_body_that_is_no_form_is_refused(string type, string body)
    {
        var person = await house.SignedInAsync("operator");
        foreach (var path in house.Endpoints("POST").Select(endpoint => endpoint.RoutePattern.RawText!).Where(path => !path.StartsWith("/_", StringComparison.Ordinal) && !path.Contains('{', StringComparison.Ordinal)).Distinct())
        {
            using var content = new StringContent(body == "MANY" ? string.Concat(Enumerable.Range(0, 5_000).Select(number => $"a{number}=1&")) : body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var answer = await person.PostAsync(path, content, Cancel);

            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path} answered {(int)answer.StatusCode}");
        }

        Assert.Equal("", string.Join("\n", Thrown));
    }

    [Theory]
    [InlineData("Accept")]
    [InlineData("Accept-Language")]
    [InlineData("Cookie")]
    [InlineData("Origin")]
    [InlineData("Referer")]
    [InlineData("User-Agent")]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Forwarded-Proto")]
    public async Task A_header_with_any_of_it_changes_nothing(string header)
    {
        var problems = new List<string>();
        using var stranger = house.Stranger();
        foreach (var text in Corpus.All)
            foreach (var path in new[] { "/sign-in", "/_blazor/negotiate", "/audit" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
                var value = Corpus.Encode(text);
                request.Headers.Remove(header);
                request.Headers.TryAddWithoutValidation(header, header == "Cookie" ? $"theme={value}; scheme={value}; tz={value}; ecs-sign-in={value}; ecs-form={value}" : header == "Origin" ? value : new string([.. text.Where(character => character is >= ' ' and <= '~')]));
                using var answer = await stranger.SendAsync(request, Cancel);
                problems.AddRange((await Answers.ProblemsAsync(answer, house.Site, Cancel)).Select(problem => $"{path} {header}: {Corpus.Shown(text)}: {problem}"));
            }

        Assert.Equal("", string.Join("\n", problems.Take(40)));
        Assert.Equal("", string.Join("\n", Thrown));
    }

    /// <summary>Each part and each parameter by itself with some classes, times with all that looks like one, and all parameters at once with every class.</summary>
    private IEnumerable<string> RequestsOf((RouteEndpoint Endpoint, string Address) get)
    {
        var (path, query) = get.Address.Split('?', 2) is [var before, var after] ? (before, after) : (get.Address, "");
        var segments = get.Endpoint.RoutePattern.RawText!.Trim('/').Split('/');
        for (var at = 0; at < segments.Length; at++)
            if (segments[at].Contains('{', StringComparison.Ordinal))
                foreach (var text in Corpus.OneOfEach.Concat(Corpus.Of("paths")).Where(text => text.Length < 2_500))
                    yield return "/" + string.Join('/', path.Trim('/').Split('/').Select((part, place) => place != at ? part : Corpus.Encode(text) + (part.Contains('.', StringComparison.Ordinal) ? Path.GetExtension(part) : ""))) + (query.Length > 0 ? "?" + query : "");

        var names = house.ParametersOf(get.Endpoint);
        foreach (var (number, name) in names.Index())
            foreach (var (other, text) in Corpus.OneOfEach.Index())
                if ((number + other + path.Length) % 7 == 0)
                    yield return Address(path, query, OfTime.Contains(name) || !path.StartsWith("/logs", StringComparison.Ordinal) ? "" : Minute, name, Corpus.Encode(text));
        foreach (var value in Corpus.Of("instants").Select(Corpus.Encode))
            foreach (var time in new[] { $"from={value}&to=2026-01-31T12:00:00Z", $"from=2026-01-31T12:00:00Z&to={value}", $"range={value}", $"event={value}" })
                if (names.Any(name => time.StartsWith(name + "=", StringComparison.Ordinal)))
                    yield return $"{path}?{time}&compare=7d&{query}";
        foreach (var value in Corpus.OneOfEach.Select(Corpus.Encode).Where(value => names.Length > 0 && value.Length * names.Length < 7_000))
            yield return path + "?" + string.Join('&', names.Select(name => $"{name}={value}"));
        foreach (var raw in names.Length > 0 ? Corpus.RawQueries : [])
            yield return path + "?" + raw;
        if (names.Contains("from"))
            foreach (var range in new[] { "from=0001-01-01T00:00:00Z&to=0001-01-02T00:00:00Z", "from=9999-12-31T00:00:00Z&to=9999-12-31T23:59:59Z", "from=1970-01-01T00:00:00Z&to=1970-01-01T00:00:01Z", "from=2000-01-01T00:00:00Z&to=2000-01-01T00:00:01Z", "from=2099-12-31T00:00:00Z&to=2099-12-31T23:59:59Z" })
                yield return $"{path}?{range}&compare=7d&{query}";
    }

    private static string Address(string path, string query, string time, string name, string value) =>
        path + "?" + string.Join('&', query.Split('&').Where(pair => pair.Length > 0 && !pair.StartsWith(name + "=", StringComparison.Ordinal)).Append(time).Append($"{name}={value}").Where(pair => pair.Length > 0));
}
