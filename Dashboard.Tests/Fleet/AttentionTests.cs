using Dashboard.Fleet;

namespace Dashboard.Tests.Fleet;

public sealed class AttentionTests
{
    private static readonly ServiceKey Cart = Make.Key("cart");
    private readonly Attention attention = new();

    [Fact]
    public void It_is_on_a_service_until_the_last_who_looks_has_left()
    {
        var (one, other) = (attention.Look(Cart), attention.Look(Cart));
        Assert.True(attention.IsOn(Cart));

        one.Dispose();
        one.Dispose();
        Assert.True(attention.IsOn(Cart));

        other.Dispose();
        Assert.False(attention.IsOn(Cart));
    }

    [Fact]
    public void It_is_on_what_is_in_trouble_now()
    {
        attention.Trouble([Cart]);
        Assert.True(attention.IsOn(Cart));

        attention.Trouble([Make.Key("search")]);
        Assert.False(attention.IsOn(Cart));
    }
}
