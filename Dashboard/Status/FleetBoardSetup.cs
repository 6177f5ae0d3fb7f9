namespace Dashboard.Status;

public static class FleetBoardSetup
{
    public static IServiceCollection AddFleetBoard(this IServiceCollection services) => services
        .AddFeed<FleetBoard>()
        .AddHostedService<FleetBoardLoop>();
}
