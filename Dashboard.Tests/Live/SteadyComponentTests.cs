using Bunit;
using Dashboard.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Dashboard.Tests.Live;

public sealed class SteadyComponentTests : BunitContext
{
    private IRenderedComponent<Steady> Show() => Render<Steady>(parameters => parameters.Add(it => it.What, new Thing("checkout", 1)).Add(it => it.Count, 2));

    [Fact]
    public void What_equals_what_it_has_does_not_draw_it()
    {
        var shown = Show();

        shown.Render(parameters => parameters.Add(it => it.What, new Thing("checkout", 1)).Add(it => it.Count, 2));

        Assert.Equal(1, shown.RenderCount);
    }

    [Fact]
    public void Another_value_draws_it_even_when_the_others_are_the_same()
    {
        var shown = Show();

        shown.Render(parameters => parameters.Add(it => it.What, new Thing("checkout", 2)));

        Assert.Equal("checkout 2 2", shown.Markup);
    }

    [Fact]
    public void A_value_that_is_gone_and_comes_back_is_shown_each_time()
    {
        var shown = Show();

        foreach (var what in new[] { null, new Thing("cart", 3), null })
        {
            shown.Render(parameters => parameters.Add(it => it.What, what));
            Assert.Equal($"{what?.Name} {what?.Size} 2", shown.Markup);
        }
    }

    private sealed record Thing(string Name, int Size);

    private sealed class Steady : SteadyComponent
    {
        [Parameter] public Thing? What { get; set; }

        [Parameter] public int Count { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, $"{What?.Name} {What?.Size} {Count}");
    }
}
