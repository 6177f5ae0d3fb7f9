using Dashboard.Fleet;
using Dashboard.Status;
using Dashboard.Ui;

namespace Dashboard.Tests.Status;

public sealed class SeenBoardTests
{
    private readonly FleetBoard board = new([.. new[] { Make.Service("checkout"), Make.Service("cart", target: "staging") }.Select(service => new ServiceStatus(service, ServiceState.Healthy, [], null, null, null, null, []))], []);

    [Fact]
    public void Who_sees_the_same_places_shares_one_board_and_nobody_sees_another_place_in_it()
    {
        var production = board.SeenBy(Places.Of(["production/*"]));

        Assert.Equal(["checkout"], production.Rows.Select(row => row.Key.Service));
        Assert.Same(production, board.SeenBy(Places.Of(["production/*"])));
        Assert.Equal(["cart"], board.SeenBy(Places.Of(["staging/*"])).Rows.Select(row => row.Key.Service));
        Assert.Empty(board.SeenBy(Places.Nowhere).Rows);
        Assert.Same(board, board.SeenBy(Places.Everywhere));
        Assert.Same(board, board.SeenBy(null));
    }

    [Fact]
    public void Places_are_equal_by_their_names()
    {
        Assert.Equal(Places.Of(["production/shop", "staging/*"]), Places.Of(["production/shop", "staging/*"]));
        Assert.Equal(Places.Of(["production/shop", "staging/*"]).GetHashCode(), Places.Of(["production/shop", "staging/*"]).GetHashCode());
        Assert.NotEqual(Places.Of(["production/shop"]), Places.Of(["production/sho*"]));
        Assert.NotEqual(Places.Of(["production/shop"]), Places.Of(["production/shop", "staging/*"]));
    }
}
