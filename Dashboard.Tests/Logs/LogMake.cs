using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

internal static class LogMake
{
    public const string Stream = "checkout/checkout/0a1b2c";
    public static readonly LogGroupKey Group = new("production", "/ecs/shop/checkout");
    public static readonly LogScope Scope = LogScope.WholeGroup(Group);

    public static LogEvent Event(string message, double seconds = 0, string? id = null, string stream = Stream) =>
        new(Scope, stream, Make.Noon.AddSeconds(seconds), null, id ?? $"{seconds:000000}:{message}", message);

    public static LogLine Line(double seconds, string message = "line") => new(Event(message, seconds));
}
