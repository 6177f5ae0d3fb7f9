using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>What services talk about.</summary>
internal static class LogWords
{
    private static readonly string[] Warnings = ["Retrying upstream call, attempt 2", "Connection pool at 80 % of its size", "Slow query took longer than 500 ms", "Cache miss rate above 20 %", "Clock skew of 1.2 s against the token issuer"];
    private static readonly string[] Jobs = ["expire-baskets", "sync-prices", "rotate-keys", "send-digests"];
    private static readonly string[] Currencies = ["EUR", "CHF", "USD", "SEK"];

    public static string Warning(ulong chance) => Hash.Pick(chance, Warnings);

    /// <summary>Segments pile up from midnight on.</summary>
    public static string Growing(LogDraft draft)
    {
        var hours = draft.Milliseconds / 3_600_000.0 % 24;
        return string.Create(CultureInfo.InvariantCulture, $"Index merge of segment {draft.Chance % 9000} took {(int)(200 + (hours * 90) + (draft.Chance % 150))} ms, {(int)(hours * 4) + 1} segments waiting");
    }

    /// <summary>Not about requests: connections, caches, jobs.</summary>
    public static string Aside(ulong chance)
    {
        var (some, other) = (chance >> 9, chance >> 21);
        return (chance % 7) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"Connection to 10.0.{some % 8}.{other % 250}:5432 closed by peer after {other % 900} queries"),
            1 => string.Create(CultureInfo.InvariantCulture, $"Cache statistics: hits={some % 90_000} misses={other % 4000} evicted={other % 70}"),
            2 => string.Create(CultureInfo.InvariantCulture, $"Configuration version {Hash.Mix(chance) >> 32:x8} loaded in {some % 90} ms"),
            3 => string.Create(CultureInfo.InvariantCulture, $"GC pause {some % 40 / 10.0:0.0} ms, heap {60 + (other % 300)} MiB"),
            4 => string.Create(CultureInfo.InvariantCulture, $"Job {Hash.Pick(some, Jobs)} finished in {other % 90 / 10.0:0.0}s, {some % 1200} rows"),
            5 => $"Session {Hash.Guid(chance)} expired",
            _ => string.Create(CultureInfo.InvariantCulture, $"Health check answered in {some % 9} ms"),
        };
    }

    public static string Order(ServiceSpec spec, ulong chance) => spec.Name switch
    {
        "storefront" => $"POST /checkout/{100_000 + (chance % 899_999)}/confirm 200",
        "checkout" => string.Create(CultureInfo.InvariantCulture, $"Order {100_000 + (chance % 899_999)} placed, total {chance % 40_000 / 100.0:0.00} {Hash.Pick(chance >> 5, Currencies)}"),
        _ => Done(spec, chance),
    };

    public static string Done(ServiceSpec spec, ulong chance)
    {
        var number = 100_000 + (chance % 899_999);
        return spec.Name switch
        {
            "checkout" => (chance % 3) switch
            {
                0 => string.Create(CultureInfo.InvariantCulture, $"Order {number} placed, total {chance % 40_000 / 100.0:0.00} {Hash.Pick(chance >> 5, Currencies)}"),
                1 => $"POST /checkout/{number}/confirm responded 200",
                _ => $"Basket {number} priced",
            },
            "storefront" => $"GET /{(chance % 4) switch { 0 => "", 1 => "p/" + number, 2 => "c/" + (chance % 90), _ => "search?q=item" + (chance % 500) }} 200",
            "catalog" => $"Loaded product {number} from {(chance % 5 == 0 ? "database" : "cache")}",
            "cart" => $"Cart {number} updated, {1 + (chance % 7)} items",
            "search" => $"query 'item {chance % 500}' returned {chance % 240} hits",
            "payments-api" => $"Payment {number} authorised by acquirer {1 + (chance % 3)}",
            "billing" => $"Invoice {number} issued",
            "fraud-check" => $"Transaction {number} scored {chance % 1000 / 1000.0:0.000}",
            "auth" => $"token issued for client web-{chance % 40}",
            "notifications" => $"Delivered {(chance % 2 == 0 ? "e-mail" : "push")} {number}",
            "image-resizer" => $"resized {number}.jpg to {(chance % 3 + 1) * 400}px",
            "events-worker" => $"Processed batch of {1 + (chance % 25)} events, lag {chance % 900} ms",
            _ => $"GET /{spec.Name}/{number} responded 200",
        };
    }

    public static string Failed(ServiceSpec spec, ulong chance) => spec.Name switch
    {
        "checkout" => $"POST /checkout/{100_000 + (chance % 899_999)}/confirm responded 500",
        "image-resizer" => $"job {100_000 + (chance % 899_999)} failed",
        _ => $"{spec.Name}: request {100_000 + (chance % 899_999)} failed",
    };

    /// <summary>The version's own exception in proportion to the errors that it adds, otherwise one of the usual ones.</summary>
    public static (string Exception, string Stack) Fault(ServiceSpec spec, LogDraft draft)
    {
        var behaviour = draft.Task.Revision.Behaviour;
        var own = draft.Kind is LogKind.Crash or LogKind.FailedOrder || Hash.Unit(Hash.Of(draft.Chance, 5)) < behaviour.MoreErrors / (behaviour.MoreErrors + spec.ErrorRate);
        if (own && behaviour.Exception is { } exception)
            return (exception, Stack(spec, special: true));
        return spec.Style switch
        {
            LogStyle.Java => ("java.net.SocketTimeoutException: Read timed out", Stack(spec, special: false)),
            LogStyle.Python => ("redis.exceptions.ConnectionError: Connection reset by peer", Stack(spec, special: false)),
            LogStyle.Logfmt or LogStyle.Klog => ("context deadline exceeded (Client.Timeout exceeded while awaiting headers)", ""),
            LogStyle.Pino => ("TypeError: Cannot read properties of undefined (reading 'price')", Stack(spec, special: false)),
            LogStyle.Ruby => ("Faraday::TimeoutError: execution expired", Stack(spec, special: false)),
            LogStyle.Nginx => ("upstream timed out (110: Connection timed out) while reading response header from upstream", ""),
            _ => ("System.Net.Http.HttpRequestException: Connection refused (payments.internal:443)", Stack(spec, special: false)),
        };
    }

    private static string Stack(ServiceSpec spec, bool special) => (spec.Style, special) switch
    {
        (LogStyle.Java, _) => "\tat com.example.client.HttpGateway.call(HttpGateway.java:118)\n\tat com.example.web.RequestHandler.handle(RequestHandler.java:64)\n\tat java.base/java.lang.Thread.run(Thread.java:1583)",
        (LogStyle.Pino, _) => "    at priceOf (/app/src/cart.js:41:22)\n    at async updateCart (/app/src/cart.js:88:17)\n    at async handler (/app/src/server.js:30:5)",
        (LogStyle.Ruby, _) => "/app/lib/ledger/client.rb:57:in `call'\n/app/lib/billing/invoice.rb:102:in `issue'\n/app/app/jobs/invoice_job.rb:12:in `perform'",
        (LogStyle.Python, true) => "  File \"/app/resize.py\", line 88, in resize\n    pixels = numpy.asarray(image)",
        (LogStyle.Python, _) => "  File \"/app/cache.py\", line 31, in get\n    return self.redis.get(key)",
        (_, true) when spec.Name == "checkout" => "   at Checkout.Pricing.RoundingRules.For(String currency) in /src/Pricing/RoundingRules.cs:line 41\n   at Checkout.Pricing.Totals.Round(Basket basket) in /src/Pricing/Totals.cs:line 77\n   at Checkout.Orders.ConfirmOrder.Handle(OrderId id) in /src/Orders/ConfirmOrder.cs:line 52",
        _ => "   at System.Net.Http.HttpConnectionPool.ConnectAsync(HttpRequestMessage request)\n   at Upstream.PaymentsClient.SendAsync(HttpRequestMessage request) in /src/Upstream/PaymentsClient.cs:line 33",
    };
}
