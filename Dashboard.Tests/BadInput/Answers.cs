using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Dashboard.Tests.BadInput;

/// <summary>What an answer to bad input may be: a page of ours, a refusal, or a redirect to an own path.</summary>
internal static partial class Answers
{
    private static readonly string[] Addresses = ["href", "src", "action", "formaction", "xlink:href", "data", "srcdoc", "ping", "poster"];

    /// <summary>Where links of ours lead that leave the dashboard.</summary>
    private static readonly string[] Abroad = [".console.aws.amazon.com", "github.com"];

    /// <summary>What is wrong with it, one sentence each.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(HttpResponseMessage answer, Uri site, CancellationToken cancel)
    {
        var problems = new List<string>();
        // 502 and 503 are what a download says when AWS or the trail gives no answer.
        if ((int)answer.StatusCode >= 500 && answer.StatusCode is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable))
            problems.Add($"HTTP {(int)answer.StatusCode}");
        if (answer.Headers.NonValidated.TryGetValues("Location", out var to) && !IsOwn(to.ToString(), site))
            problems.Add($"leads to {to}");
        if (answer.Headers.NonValidated.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("evil", StringComparison.Ordinal)))
            problems.Add("sets a foreign cookie");
        var body = await answer.Content.ReadAsStringAsync(cancel);
        problems.AddRange(answer.Content.Headers.ContentType?.MediaType switch
        {
            "text/html" => Markup(body, site),
            "text/csv" => Formulas(body),
            "application/x-ndjson" => body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !IsJson(line)).Select(line => $"no JSON: {Corpus.Shown(line)}"),
            _ => [],
        });
        return problems;
    }

    /// <summary>Elements and attributes that no page of ours has, and addresses that lead elsewhere.</summary>
    public static IEnumerable<string> Markup(string html, Uri site)
    {
        foreach (var element in new HtmlParser().ParseDocument(html).All)
        {
            if (element.LocalName is "iframe" or "object" or "embed" or "math" or "animate" || (element.LocalName == "base" && element.GetAttribute("href") != "/") || (element.LocalName == "script" && !(element.GetAttribute("src") is { Length: > 0 } && element.TextContent.Length == 0)))
                yield return $"holds {Corpus.Shown(element.OuterHtml)}";
            foreach (var attribute in element.Attributes)
                if ((attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && attribute.Name.Length > 2) || (Addresses.Contains(attribute.Name) && !IsOwn(attribute.Value, site) && !attribute.Value.StartsWith("data:image/", StringComparison.Ordinal)))
                    yield return $"holds {attribute.Name}={Corpus.Shown(attribute.Value)}";
        }
    }

    /// <summary>Cells that a spreadsheet would run.</summary>
    public static IEnumerable<string> Formulas(string csv) =>
        Cells().Matches(csv).Select(match => match.Groups["cell"].Value).Where(cell => Formula().IsMatch(cell)).Select(cell => $"a cell begins as a formula: {Corpus.Shown(cell)}");

    private static bool IsOwn(string address, Uri site) =>
        address.All(character => character is >= ' ' and <= '~') && !address.Contains('\\', StringComparison.Ordinal)
        && Uri.TryCreate(site, address, out var absolute) && absolute.Scheme is "http" or "https"
        && (absolute.Authority == site.Authority || (absolute.Scheme == "https" && Abroad.Any(host => ("." + absolute.Host).EndsWith("." + host.TrimStart('.'), StringComparison.Ordinal))));

    private static bool IsJson(string line)
    {
        try
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("(?:^|,)\"(?<cell>(?:[^\"]|\"\")*)\"", RegexOptions.Multiline)]
    private static partial Regex Cells();

    [GeneratedRegex(@"\A[\s\p{Cf}\p{Cc}\p{Mn}]*[=+\-@\t\r\n＝＋－＠]")]
    private static partial Regex Formula();
}
