namespace Dashboard.Alerts.Pictures;

internal readonly record struct Ink(byte Red, byte Green, byte Blue);

/// <summary>A picture to draw on, white at first.</summary>
internal sealed class Raster
{
    private readonly byte[] pixels;

    public Raster(int width, int height)
    {
        (Width, Height) = (width, height);
        pixels = new byte[width * height * 3];
        Array.Fill(pixels, (byte)255);
    }

    public int Width { get; }
    public int Height { get; }

    public byte[] ToPng() => Png.Encode(Width, Height, pixels);

    public void Fill(int left, int top, int width, int height, Ink ink, double cover = 1)
    {
        for (var y = top; y < top + height; y++)
            for (var x = left; x < left + width; x++)
                Blend(x, y, ink, cover);
    }

    public void Text(int left, int top, string text, Ink ink, int scale = 2)
    {
        foreach (var (x, y) in DotFont.Dots(text))
            Fill(left + x * scale, top + y * scale, scale, scale, ink);
    }

    /// <summary>A line through points with soft edges; one point alone is a dot.</summary>
    public void Line(IReadOnlyList<(double X, double Y)> points, Ink ink, double thickness)
    {
        // Where two parts meet, the line is not darker.
        var covers = new Dictionary<(int X, int Y), double>();
        for (var at = 0; at < Math.Max(1, points.Count - 1); at++)
            Cover(points[at], points[Math.Min(at + 1, points.Count - 1)], thickness / 2, covers);
        foreach (var ((x, y), cover) in covers)
            Blend(x, y, ink, cover);
    }

    private static void Cover((double X, double Y) from, (double X, double Y) to, double half, Dictionary<(int, int), double> covers)
    {
        for (var y = (int)(Math.Min(from.Y, to.Y) - half - 1); y <= Math.Max(from.Y, to.Y) + half + 1; y++)
            for (var x = (int)(Math.Min(from.X, to.X) - half - 1); x <= Math.Max(from.X, to.X) + half + 1; x++)
                if (Math.Clamp(half + 0.5 - Distance((x, y), from, to), 0, 1) is > 0 and var cover && cover > covers.GetValueOrDefault((x, y)))
                    covers[(x, y)] = cover;
    }

    private static double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = dx * dx + dy * dy;
        var along = length == 0 ? 0 : Math.Clamp(((point.X - from.X) * dx + (point.Y - from.Y) * dy) / length, 0, 1);
        return double.Hypot(point.X - from.X - along * dx, point.Y - from.Y - along * dy);
    }

    private void Blend(int x, int y, Ink ink, double cover)
    {
        if (x < 0 || y < 0 || x >= Width || y >= Height)
            return;
        var at = (y * Width + x) * 3;
        pixels[at] = Mix(pixels[at], ink.Red, cover);
        pixels[at + 1] = Mix(pixels[at + 1], ink.Green, cover);
        pixels[at + 2] = Mix(pixels[at + 2], ink.Blue, cover);
    }

    private static byte Mix(byte under, byte over, double cover) => (byte)Math.Round(under + (over - under) * cover);
}
