using Bunit;
using Dashboard.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Live;

public sealed class LiveComponentTests : BunitContext
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
    private readonly Feed<string> feed = new();

    public LiveComponentTests() => Services.AddSingleton<TimeProvider>(time);

    [Fact]
    public void A_change_after_a_rest_is_drawn_at_once()
    {
        var shown = Show();

        feed.Publish("first", time.GetUtcNow());

        shown.WaitForAssertion(() => Assert.Equal("first", shown.Markup));
    }

    [Fact]
    public async Task Those_that_follow_closely_share_one_drawing()
    {
        var shown = Show();
        feed.Publish("first", time.GetUtcNow());
        shown.WaitForAssertion(() => Assert.Equal("first", shown.Markup));
        var drawn = shown.RenderCount;

        feed.Publish("second", time.GetUtcNow());
        feed.Publish("third", time.GetUtcNow());
        await shown.InvokeAsync(() => { });
        Assert.Equal("first", shown.Markup);

        // Again and again, since the wait begins on another thread.
        Assert.True(SpinWait.SpinUntil(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            return shown.Markup == "third";
        }, TimeSpan.FromSeconds(30)));
        Assert.Equal(drawn + 1, shown.RenderCount);
    }

    [Fact]
    public async Task A_change_that_shows_nothing_new_is_not_drawn_before_half_a_minute_has_passed()
    {
        var shown = Show(text => text?[..1]);
        feed.Publish("a first", time.GetUtcNow());
        shown.WaitForAssertion(() => Assert.Equal("a", shown.Markup));

        // The first change is drawn whatever it says.
        Rest();
        var drawn = shown.RenderCount;
        feed.Publish("a second", time.GetUtcNow());
        await TakenAsync(shown);
        Assert.Equal(drawn, shown.RenderCount);

        time.Advance(TimeSpan.FromSeconds(30));
        feed.Publish("a third", time.GetUtcNow());
        shown.WaitForAssertion(() => Assert.Equal(drawn + 1, shown.RenderCount));

        Rest();
        feed.Publish("b", time.GetUtcNow());
        shown.WaitForAssertion(() => Assert.Equal("b", shown.Markup));
    }

    [Fact]
    public void What_it_drew_for_another_reason_counts_as_drawn()
    {
        var shown = Show(text => text?[..1]);
        feed.Publish("a", time.GetUtcNow());
        shown.WaitForAssertion(() => Assert.Equal("a", shown.Markup));
        Rest();
        var other = new Feed<string>();
        other.Publish("b", time.GetUtcNow());
        shown.Render(parameters => parameters.Add(part => part.Feed, other));
        Assert.Equal("b", shown.Markup);

        // It follows the first feed alone, and is drawn with that one's next change.
        other.Publish("a", time.GetUtcNow());
        feed.Publish("anything", time.GetUtcNow());

        shown.WaitForAssertion(() => Assert.Equal("a", shown.Markup));
    }

    [Fact]
    public async Task Nothing_is_drawn_while_the_page_is_hidden_and_what_was_missed_once_it_is_shown()
    {
        var tab = new Tab();
        var shown = Render<Shown>(parameters => parameters.Add(part => part.Feed, feed).AddCascadingValue(tab));
        tab.See(false);
        var drawn = shown.RenderCount;

        feed.Publish("first", time.GetUtcNow());
        time.Advance(TimeSpan.FromMinutes(1));
        feed.Publish("second", time.GetUtcNow());
        time.Advance(TimeSpan.FromMinutes(1));
        await shown.InvokeAsync(() => { });
        Assert.Equal(drawn, shown.RenderCount);

        tab.See(true);
        shown.WaitForAssertion(() => Assert.Equal("second", shown.Markup));
        Assert.Equal(drawn + 1, shown.RenderCount);

        // Nothing was missed, so there is nothing to draw.
        tab.See(false);
        tab.See(true);
        await shown.InvokeAsync(() => { });
        Assert.Equal(drawn + 1, shown.RenderCount);
    }

    [Fact]
    public void What_is_due_together_comes_in_one_batch()
    {
        var (tab, notes) = (new Tab(), new List<string>());
        var page = Render(builder =>
        {
            builder.OpenComponent<CascadingValue<Tab>>(0);
            builder.AddComponentParameter(1, nameof(CascadingValue<Tab>.Value), tab);
            builder.AddComponentParameter(2, nameof(CascadingValue<Tab>.ChildContent), (RenderFragment)(inner =>
            {
                inner.OpenComponent<Beat>(0);
                inner.CloseComponent();
                foreach (var _ in Enumerable.Range(0, 3))
                {
                    inner.OpenComponent<Shown>(1);
                    inner.AddComponentParameter(2, nameof(Shown.Feed), feed);
                    inner.AddComponentParameter(3, nameof(Shown.Note), (Action<string>)notes.Add);
                    inner.CloseComponent();
                }
            }));
            builder.CloseComponent();
        });
        var parts = page.FindComponents<Shown>();
        notes.Clear();

        foreach (var part in parts)
            tab.Beat!.Draw(part.Instance);
        Assert.True(SpinWait.SpinUntil(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            return notes.Count == 6;
        }, TimeSpan.FromSeconds(30)));

        Assert.Equal(["drawing", "drawing", "drawing", "drawn", "drawn", "drawn"], notes);
    }

    [Fact]
    public async Task What_one_throws_is_told_and_keeps_no_other_from_being_drawn()
    {
        var tab = new Tab();
        Render<Beat>(parameters => parameters.AddCascadingValue(tab));
        var broken = Render<Shown>(parameters => parameters.Add(part => part.Feed, feed).Add(part => part.BeforeDrawing, () => throw new InvalidOperationException("broken")).AddCascadingValue(tab));
        var other = Render<Shown>(parameters => parameters.Add(part => part.Feed, feed).AddCascadingValue(tab));

        tab.Beat!.Draw(broken.Instance);
        tab.Beat.Draw(other.Instance);
        Assert.True(SpinWait.SpinUntil(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            return other.RenderCount == 2;
        }, TimeSpan.FromSeconds(30)));

        Assert.Equal("broken", (await Renderer.UnhandledException.WaitAsync(TimeSpan.FromSeconds(30), Xunit.TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void A_viewer_who_draws_slowly_holds_up_neither_the_poll_nor_another_viewer()
    {
        using var goOn = new ManualResetEventSlim();
        var slow = Render<Shown>(parameters => parameters.Add(part => part.Feed, feed).Add(part => part.BeforeDrawing, goOn.Wait));
        using var other = new OtherViewer(time, feed);

        feed.Publish("news", time.GetUtcNow());

        other.Shown.WaitForAssertion(() => Assert.Equal("news", other.Shown.Markup));
        goOn.Set();
        slow.WaitForAssertion(() => Assert.Equal("news", slow.Markup));
    }

    [Fact]
    public void How_long_a_change_took_to_the_screen_is_measured()
    {
        using var instruments = new Instruments([feed], time);
        instruments.StartAsync(CancellationToken.None);
        var takes = TimeSpan.Zero;
        var shown = Render<Shown>(parameters => parameters.Add(part => part.Feed, feed).Add(part => part.BeforeDrawing, () => time.Advance(takes)));
        feed.Publish("first", time.GetUtcNow());
        shown.WaitForAssertion(() => Assert.Equal("first", shown.Markup));

        // As long as nothing else that is measured meanwhile takes.
        takes = TimeSpan.FromHours(13);
        feed.Publish("second", time.GetUtcNow());

        // Told after the drawing, so no further drawing tells when to look; and the wait before it begins on another thread.
        Assert.True(SpinWait.SpinUntil(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            return instruments.ToScreen.Percentile(1) >= TimeSpan.FromHours(13);
        }, TimeSpan.FromSeconds(30)));
    }

    private int taken;

    private IRenderedComponent<Shown> Show(Func<string?, object?>? drawn = null) =>
        Render<Shown>(parameters => parameters.Add(part => part.Feed, feed).Add(part => part.DrawnOf, drawn).Add(part => part.BeforeDrawing, () => Interlocked.Increment(ref taken)));

    private void Rest()
    {
        time.Advance(TimeSpan.FromMilliseconds(250));
        taken = 0;
    }

    // Drawn, or not, by then.
    private async Task TakenAsync(IRenderedComponent<Shown> shown)
    {
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref taken) == 1, TimeSpan.FromSeconds(30)));
        await shown.InvokeAsync(() => { });
    }

    /// <summary>A circuit of its own, as another person's is.</summary>
    private sealed class OtherViewer : IDisposable
    {
        private readonly BunitContext context = new();

        public OtherViewer(TimeProvider time, Feed<string> feed)
        {
            context.Services.AddSingleton(time);
            Shown = context.Render<Shown>(parameters => parameters.Add(part => part.Feed, feed));
        }

        public IRenderedComponent<Shown> Shown { get; }

        public void Dispose() => context.Dispose();
    }

    private sealed class Shown : LiveComponent
    {
        [Parameter] public Feed<string> Feed { get; set; } = default!;

        [Parameter] public Action? BeforeDrawing { get; set; }

        [Parameter] public Action<string>? Note { get; set; }

        [Parameter] public Func<string?, object?>? DrawnOf { get; set; }

        protected override object? Drawn => DrawnOf?.Invoke(Feed.Current.Value);

        protected override void OnInitialized() => Watch(Feed);

        protected override Task OnFeedChangedAsync()
        {
            BeforeDrawing?.Invoke();
            return Task.CompletedTask;
        }

        protected override void OnAfterRender(bool firstRender)
        {
            Note?.Invoke("drawn");
            base.OnAfterRender(firstRender);
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            Note?.Invoke("drawing");
            builder.AddContent(0, DrawnOf is null ? Feed.Current.Value : DrawnOf(Feed.Current.Value));
        }
    }
}
