using AngleSharp.Dom;
using Bunit;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs;

/// <summary>The corpus over HTTP, through CloudWatch's pages, into the rows and the opened line.</summary>
public sealed class LogCorpusTests : BunitContext, IAsyncLifetime
{
    private FakeLogs aws = default!;

    public async ValueTask InitializeAsync()
    {
        aws = await FakeLogs.StartAsync();
        Services.AddLogsRoom(aws.Url, new FakeTimeProvider(Make.Noon));
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Logs/LogList.razor.js").Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Services.GetRequiredService<Feed<FleetSnapshot>>().Publish(Make.Snapshot(LogsRoom.Logging(), LogsRoom.Logging("cart")), Make.Noon);
        foreach (var (number, line) in LogCorpus.All.Index())
            aws.Add("/ecs/shop/checkout", Make.Noon.AddSeconds(-number), line);
    }

    [Fact]
    public async Task No_row_and_no_opened_line_of_the_corpus_holds_what_runs_or_links_elsewhere()
    {
        var chunk = await Services.GetRequiredService<LogSource>().ReadAsync(LogMake.Scope, new(Make.Noon.AddHours(-1), Make.Noon.AddHours(1)), null, null, Xunit.TestContext.Current.CancellationToken);
        var lines = chunk.Value!.Events.Select(whole => new LogLine(whole)).ToList();
        Assert.Equal(LogCorpus.All.Count, lines.Count);

        AssertHarmless(Render<LogList>(parameters => parameters.Add(list => list.Lines, lines)));
        foreach (var line in lines)
        {
            var opened = Render<LogLineDetail>(parameters => parameters.Add(detail => detail.Link, line.Link).Add(detail => detail.Line, line).Add(detail => detail.View, LogView.Empty with { Groups = [LogMake.Group] }));
            opened.WaitForElement(".log-message");
            AssertHarmless(opened);
        }
    }

    [Fact]
    public async Task A_page_of_bytes_that_are_no_text_is_a_fault_with_a_sentence()
    {
        aws.Raw = [.. "{\"events\":[{\"logStreamName\":\"s\",\"timestamp\":1769860000000,\"message\":\"a "u8, 0xff, 0xc3, .. " b\",\"eventId\":\"1\"}]}"u8];

        var chunk = await Services.GetRequiredService<LogSource>().ReadAsync(LogMake.Scope, new(Make.Noon.AddHours(-1), Make.Noon.AddHours(1)), null, null, Xunit.TestContext.Current.CancellationToken);

        Assert.NotEmpty(chunk.Fault!.Message);
    }

    private static void AssertHarmless(IRenderedComponent<IComponent> shown)
    {
        foreach (var element in shown.Nodes.OfType<IElement>().SelectMany(root => root.QuerySelectorAll("*").Prepend(root)))
        {
            Assert.Contains(element.LocalName, "section div h1 h2 h3 dl dt dd p pre span small a button input time table thead tbody tr th td caption details summary ul li ol code strong".Split(' '));
            foreach (var attribute in element.Attributes)
            {
                Assert.False(attribute.Name.StartsWith("on", StringComparison.Ordinal) && !attribute.Name.Contains(':', StringComparison.Ordinal), attribute.Name);
                if (attribute.Name is "href" or "src" or "action")
                    Assert.StartsWith("/logs", attribute.Value, StringComparison.Ordinal);
                if (attribute.Name == "style" && element.LocalName == "span")
                    Assert.Matches("^(--ansi:#[0-9a-f]{6}|background:#[0-9a-f]{6};color:#(000|fff))$", attribute.Value);
            }
        }

        Assert.DoesNotContain(shown.Nodes.Select(node => node.TextContent).SelectMany(text => text), letter => char.IsControl(letter) && letter is not ('\n' or '\t') || letter is '\u202e' or '\u200b' or '\ufeff');
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await aws.DisposeAsync();
    }
}
