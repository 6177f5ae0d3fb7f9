using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Logs.Patterns;

/// <summary>
/// Lines of invented systems, each labelled with the template that wrote it. A template is a text whose <c>{kinds}</c> are filled in; templates
/// that stand in one string parted by <c> § </c> are forms of one event.
/// </summary>
internal static partial class InventedLogs
{
    private static readonly string[] People = [.. "alma bela cili dora ede flora gabi hugo irma jolan karoly lenke miska nora otto panna robi sari tibor ubul vera zita".Split(' ')];
    private static readonly string[] Goods = [.. "lamps chairs tables shelves carpets curtains mirrors clocks vases".Split(' ')];

    public static IReadOnlyDictionary<string, (string Header, string[] Templates)> Systems { get; } = new Dictionary<string, (string, string[])>
    {
        ["plain, no header"] = ("", [
            "Parcel {n} left depot {n} after {n} minutes",
            "Parcel {n} reached depot {n} after {n} minutes",
            "Parcel {n} lost, last seen at {ip}",
            "Label printer out of paper",
            "Label printer out of ink",
            "Weighed parcel {n}: {size} § Weighed parcel {n}: {size} ({size})",
            "Courier {person} signed in from {ip}",
            "Courier {person} signed out from {ip}",
            "Route {n},{n},{n} planned § Route {n},{n} planned § Route {n} planned",
        ]),
        ["logger"] = ("2031-05-0{d} 10:{d}{d}:0{d},{d}{d}{d} {level} [worker-{d}] com.invented.{logger} - ", [
            "Reserved {n} {goods} for basket {uuid}",
            "Released {n} {goods} from basket {uuid}",
            "Basket {uuid} moved from OPEN to PAID",
            "Basket {uuid} moved from OPEN to ABANDONED",
            "Basket {uuid} moved from PAID to SHIPPED",
            "Payment of {f} EUR took {n} ms, retries={d}, cached=true",
            "Payment of {f} EUR took {n} ms, retries={d}, cached=false",
            "Could not reach {ip}:{n}: connection refused",
            "Could not reach {ip}:{n}: connection timed out",
            "Wrote {path}/{n}.csv",
        ]),
        ["syslog"] = ("May  {d} 10:{d}{d}:0{d} host-{d} {process}[{n}]: ", [
            "door opened for user {person} by badge {hex}",
            "door closed for user {person}",
            "alarm from {host} ({ip}) at Tue May  {d} 10:0{d}:1{d} 2031 § alarm from {ip} () at Tue May  {d} 10:0{d}:1{d} 2031",
            "badge refused; reader= uid={d} reason=expired zone={n}",
            "badge refused; reader= uid={d} reason=unknown zone={n} owner={person}",
            "self test passed",
            "self test failed",
        ]),
        ["logfmt"] = ("", [
            "ts=2031-05-01T10:00:0{d}Z level=info msg=\"meter read\" meter={hex} value={f}kWh",
            "ts=2031-05-01T10:00:0{d}Z level=info msg=\"meter swapped\" meter={hex} by={person}",
            "ts=2031-05-01T10:00:0{d}Z level=warn msg=\"meter silent\" meter={hex} since={n}h",
            "ts=2031-05-01T10:00:0{d}Z level=error msg=\"gateway gone\" gateway={ip}:{n} err=\"read tcp: reset\"",
            "ts=2031-05-01T10:00:0{d}Z level=info msg=\"request done\" path={path}?page={n} status={n} took={n}ms",
        ]),
        ["JSON"] = ("", [
            "{\"time\":\"2031-05-01T10:00:0{d}Z\",\"level\":\"info\",\"msg\":\"Seat {n} booked by {person}\",\"trace\":\"{uuid}\"}",
            "{\"time\":\"2031-05-01T10:00:0{d}Z\",\"level\":\"info\",\"msg\":\"Seat {n} freed by {person}\",\"trace\":\"{uuid}\"}",
            "{\"time\":\"2031-05-01T10:00:0{d}Z\",\"level\":\"error\",\"msg\":\"No such show\",\"show\":{n},\"trace\":\"{uuid}\"}",
            "{\"time\":\"2031-05-01T10:00:0{d}Z\",\"level\":\"error\",\"msg\":\"Card declined\",\"amount\":{f},\"trace\":\"{uuid}\"}",
        ]),
        ["stack traces"] = ("", [
            "2031-05-01 10:00:0{d} ERROR Cannot price basket {n}",
            "Invented.Pricing.NoPriceException: no price for item {n}",
            "   at Invented.Pricing.Table.Find(Int32 item) in /src/Table.cs:line {n}",
            "   at Invented.Pricing.Basket.Sum() in /src/Basket.cs:line {n}",
            "--- End of inner exception stack trace ---",
            "2031-05-01 10:00:0{d} INFO  Priced basket {n} in {n} ms",
        ]),
        ["bars"] = ("20310501-10:0{d}:1{d}:{d}{d}{d}|Pump_{d}|3000{d}|", [
            "onPressure {n} {n} {d}",
            "setFlow={n}##{n}##{n}",
            "getFlow = {n}##{n}##{n}",
            "valve opened",
            "valve jammed",
        ]),
        ["brackets"] = ("[Thu May 0{d} 10:0{d}:1{d} 2031] [{level}] ", [
            "child {n} found in slot {n}",
            "child {n} not found in slot {n}",
            "[client {ip}] refused by rule: {path}/",
            "lifetime <1 s, {n} bytes sent § lifetime 00:0{d}, {n} bytes ({f} KB) sent",
        ]),
    };

    public static (string[] Lines, int[] Labels) Of(string system, int linesPerTemplate = 40, int seed = 5)
    {
        var random = new Random(seed);
        var (header, templates) = Systems[system];
        var labelled = (
            from template in Enumerable.Range(0, templates.Length)
            let forms = templates[template].Split(" § ")
            from line in Enumerable.Range(0, linesPerTemplate)
            select (Line: Fill(header + forms[random.Next(forms.Length)], random), Label: template)).ToArray();
        random.Shuffle(labelled);
        return ([.. labelled.Select(one => one.Line)], [.. labelled.Select(one => one.Label)]);
    }

    private static string Fill(string template, Random random) => Holes().Replace(template, hole => hole.Groups[1].Value switch
    {
        "d" => random.Next(10).ToString(CultureInfo.InvariantCulture),
        "n" => random.Next(100_000).ToString(CultureInfo.InvariantCulture),
        "f" => (random.Next(1, 100_000) / 100.0).ToString("0.00", CultureInfo.InvariantCulture),
        "ip" => string.Create(CultureInfo.InvariantCulture, $"10.{random.Next(255)}.{random.Next(255)}.{random.Next(255)}"),
        "hex" => random.Next(0x1000_0000, int.MaxValue).ToString("x8", CultureInfo.InvariantCulture),
        "uuid" => new Guid(random.Next(), 7, 9, 1, 2, 3, 4, 5, 6, 7, (byte)random.Next(256)).ToString(),
        "size" => string.Create(CultureInfo.InvariantCulture, $"{random.Next(9000)} {(random.Next(2) == 0 ? "KB" : "MB")}"),
        "path" => "/data/" + Goods[random.Next(Goods.Length)] + "/" + People[random.Next(People.Length)],
        "person" => People[random.Next(People.Length)],
        "goods" => Goods[random.Next(Goods.Length)],
        "host" => "gate." + People[random.Next(People.Length)] + ".example",
        "level" => random.Next(3) switch { 0 => "INFO", 1 => "WARN", _ => "ERROR" },
        "logger" => random.Next(2) == 0 ? "Baskets" : "stock.Shelf",
        "process" => random.Next(2) == 0 ? "doord" : "alarmd(core)",
        _ => hole.Value,
    });

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Holes();
}
