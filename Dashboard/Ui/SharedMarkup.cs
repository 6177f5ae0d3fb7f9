using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Ui;

/// <summary>Draws what looks the same to everybody, once, as text that all their pages hold.</summary>
internal static partial class SharedMarkup
{
    private static readonly ServiceProvider Nothing = new ServiceCollection().BuildServiceProvider();

    /// <param name="part">Without components that ask for services, and without events.</param>
    public static MarkupString Of(RenderFragment part)
    {
        using var renderer = new HtmlRenderer(Nothing, NullLoggerFactory.Instance);
        return new(renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Part>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Part.Content)] = part }))).ToHtmlString()).GetAwaiter().GetResult().WithoutIndents());
    }

    /// <summary>The same to a browser, without what makes the source readable: it is sent to every viewer.</summary>
    public static string WithoutIndents(this string html) => Indent().Replace(html.Trim(), "\n");

    [GeneratedRegex(@"\n\s+")]
    private static partial Regex Indent();

    private sealed class Part : ComponentBase
    {
        [Parameter] public RenderFragment? Content { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Content);
    }
}
