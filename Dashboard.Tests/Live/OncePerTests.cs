using Dashboard.Live;

namespace Dashboard.Tests.Live;

public sealed class OncePerTests
{
    private int made;

    [Fact]
    public void It_is_worked_out_once_a_snapshot_and_key_for_all_who_ask()
    {
        var once = new OncePer<object, string, int>((_, _) => ++made);
        var (first, second) = (new object(), new object());

        Assert.Equal([1, 1, 2, 3, 1], [once.Of(first, "checkout"), once.Of(first, "checkout"), once.Of(first, "cart"), once.Of(second, "checkout"), once.Of(first, "checkout")]);
    }
}
