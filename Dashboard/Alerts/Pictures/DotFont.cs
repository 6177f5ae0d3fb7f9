namespace Dashboard.Alerts.Pictures;

/// <summary>Letters of five by eight dots. The image that the dashboard runs in has no fonts.</summary>
internal static class DotFont
{
    public const int Height = 8;
    private const int Width = 5;

    // A letter, and its columns from the left, two digits each; the lowest bit is the topmost dot.
    private const string Drawn =
        "03E5149453E100427F4000242615149463224149493641814127F105274545453963C4A49493070161190503836494949369064949291EA7E0909097EB7F49494936" +
        "C3E41414122D7F4141413EE7F49494941F7F09090901G3E4149493AH7F0808087FI00417F4100J2040413F01K7F08142241L7F40404040M7F020C027FN7F0204087F" +
        "O3E4141413EP7F09090906Q3E4151215ER7F09192946S4649494931T01017F0101U3F4040403FV0F3040300FW7F2018207FX6314081463Y0304780403Z6151494543" +
        "a2054545478b7F44444438c3844444400d384444447Fe3854545418f047E050100g18A4A4A47Ch7F04040478i00447D4000j0080847D00k7F10284400l00417F4000" +
        "m7C04780478n7C04040478o3844444438pFC24242418q18242424FCr7C08040400s4854545424t043F444000u3C4040407Cv1C2040201Cw3C4038403Cx4428102844" +
        "y1CA0A0A07Cz4464544C44.0060600000,00A0600000:006C6C0000-0008080800_8080808080+00081C0800/6010080403%6313086463(001C224100)0041221C00" +
        "<0814224100>0041221408·0000080000 0000000000";

    private static readonly Dictionary<char, byte[]> Letters = Drawn.Chunk(1 + 2 * Width).ToDictionary(drawn => drawn[0], drawn => Convert.FromHexString(new string(drawn[1..])));
    private static readonly byte[] Unknown = [0x7F, 0x41, 0x41, 0x41, 0x7F];

    public static int WidthOf(string text, int scale) => Math.Max(0, text.Length * (Width + 1) - 1) * scale;

    /// <summary>The dots that are set, from the text's upper left corner. A letter that is not drawn here is a box.</summary>
    public static IEnumerable<(int X, int Y)> Dots(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var columns = Letters.GetValueOrDefault(text[at], Unknown);
            for (var x = 0; x < Width; x++)
                for (var y = 0; y < Height; y++)
                    if ((columns[x] >> y & 1) == 1)
                        yield return (at * (Width + 1) + x, y);
        }
    }
}
