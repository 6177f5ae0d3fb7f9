using System.Security.Cryptography;
using System.Text;
using MudBlazor;
using MudBlazor.Utilities;

namespace Dashboard.Shell;

/// <summary>The colours, as MudBlazor's theme. What pages take of it stands in their first HTML, so that no stylesheet of the library has to be loaded for it.</summary>
internal static class Theme
{
    public static MudTheme Calm { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2353c4", PrimaryContrastText = "#ffffff", Background = "#f5f6f8", Surface = "#ffffff",
            TextPrimary = "#171c26", TextSecondary = "#566072",
            LinesDefault = "#dfe3e9",
            Success = "#15734a", Info = "#1d5cbd", Warning = "#8c5200", Error = "#b92323",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#83acff", PrimaryContrastText = "#0c1424", Background = "#0f1319", Surface = "#161b23",
            TextPrimary = "#e6eaf1", TextSecondary = "#9ba6b6",
            LinesDefault = "#2a323e",
            Success = "#56c792", Info = "#7db1ff",
            Warning = "#eaa944", Error = "#ff8a8a",
        },
    };

    /// <summary>Every text colour has at least 4.5:1 on --surface and on --ground.</summary>
    public static string Css { get; } = $":root{{{Tokens(Calm.PaletteLight)}}}html[data-theme=dark]{{{Tokens(Calm.PaletteDark)}}}";

    /// <summary>What the content security policy knows the style element by.</summary>
    public static string CssHash { get; } = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));

    private static string Tokens(Palette palette)
    {
        (string Name, MudColor Colour)[] tokens =
        [
            ("ground", palette.Background), ("surface", palette.Surface), ("line", palette.LinesDefault), ("text", palette.TextPrimary), ("muted", palette.TextSecondary),
            ("accent", palette.Primary), ("accent-text", palette.PrimaryContrastText),
            ("state-healthy", palette.Success), ("state-deploying", palette.Info), ("state-degraded", palette.Warning), ("state-failing", palette.Error), ("state-unknown", palette.TextSecondary),
        ];
        return string.Concat(tokens.Select(token => $"--{token.Name}:{token.Colour.ToString(MudColorOutputFormats.Hex)};"));
    }
}
