using MudBlazor;

namespace Dashboard.Shell;

/// <summary>MudBlazor's palette and type, from the same colours as the tokens in app.css.</summary>
internal static class Theme
{
    private static readonly string[] Fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"];

    public static MudTheme Calm { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2353c4", PrimaryContrastText = "#ffffff", Secondary = "#566072", Background = "#f5f6f8", Surface = "#ffffff",
            TextPrimary = "#171c26", TextSecondary = "#566072", TextDisabled = "#6f7888", ActionDefault = "#566072",
            LinesDefault = "#dfe3e9", LinesInputs = "#8a93a1", Divider = "#dfe3e9", TableLines = "#dfe3e9",
            Success = "#15734a", Info = "#1d5cbd", Warning = "#8c5200", Error = "#b92323", AppbarBackground = "#ffffff", AppbarText = "#171c26",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#83acff", PrimaryContrastText = "#0c1424", Secondary = "#9ba6b6", Background = "#0f1319", Surface = "#161b23",
            TextPrimary = "#e6eaf1", TextSecondary = "#9ba6b6", TextDisabled = "#8590a0", ActionDefault = "#9ba6b6",
            LinesDefault = "#2a323e", LinesInputs = "#697486", Divider = "#2a323e", TableLines = "#2a323e",
            Success = "#56c792", SuccessContrastText = "#0c1424", Info = "#7db1ff", InfoContrastText = "#0c1424",
            Warning = "#eaa944", WarningContrastText = "#0c1424", Error = "#ff8a8a", ErrorContrastText = "#0c1424",
            AppbarBackground = "#161b23", AppbarText = "#e6eaf1",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = ".9375rem", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, TextTransform = "none", FontWeight = "600", LetterSpacing = "normal" },
        },
    };
}
