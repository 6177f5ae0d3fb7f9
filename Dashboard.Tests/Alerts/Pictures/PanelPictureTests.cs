using System.Buffers.Binary;
using System.IO.Compression;
using Dashboard.Alerts;
using Dashboard.Alerts.Pictures;
using Dashboard.Metrics;
using Dashboard.Metrics.Panels;
using Dashboard.Ui;

namespace Dashboard.Tests.Alerts.Pictures;

public sealed class PanelPictureTests
{
    private static readonly TimeSpanUtc Hour = new(Make.Noon.AddHours(-1), Make.Noon);
    private static readonly (byte, byte, byte) Line = (0xb4, 0x53, 0x0c);

    [Fact]
    public void The_line_is_where_the_values_are_and_a_gap_is_a_gap()
    {
        double?[] values = [.. Enumerable.Repeat<double?>(10, 20), .. Enumerable.Repeat<double?>(null, 20), .. Enumerable.Repeat<double?>(0, 20)];

        var picture = Picture.Of(Draw(values));

        Assert.Equal((800, 340), (picture.Width, picture.Height));
        var drawn = picture.Where(Line).Where(dot => dot.Y > 60).ToList();
        var (left, right) = (drawn.Min(dot => dot.X), drawn.Max(dot => dot.X));
        var width = (right - left) / 59.0;
        Assert.All(drawn.Where(dot => dot.X < left + 18 * width), dot => Assert.InRange(dot.Y, 135, 155));
        Assert.DoesNotContain(drawn, dot => dot.X > left + 20 * width && dot.X < left + 39 * width);
        Assert.All(drawn.Where(dot => dot.X > left + 41 * width), dot => Assert.InRange(dot.Y, 296, 304));
    }

    [Fact]
    public void Letters_that_are_not_drawn_nothing_to_draw_and_long_names_are_no_failure()
    {
        Assert.NotEmpty(Draw([]));
        Assert.NotEmpty(Draw([double.MaxValue, 1e18, -5]));
        Assert.NotEmpty(PanelPicture.Draw(new ServicePanel("cpu", "CPU", ChartUnit.Percent, [Series.Empty.Line(new string('ß', 300))]), Hour, new string('漢', 300), DateTimeOffset.MinValue, [new PictureMark(Make.Noon.AddMinutes(-59), new string('v', 200)), new PictureMark(DateTimeOffset.MaxValue, "")]));
    }

    private static byte[] Draw(double?[] values) => PanelPicture.Draw(
        new ServicePanel("error-rate", "Error rate", ChartUnit.Percent, [new Series(Hour.From, TimeSpan.FromMinutes(1), [.. values]).Line("error rate", 2)]) { Thresholds = [new ChartThreshold(5, "alarm 5 %")] },
        Hour, "production/shop/checkout: error rate", Make.Noon.AddMinutes(-10), [new PictureMark(Make.Noon.AddMinutes(-13), "v1.4.3 (checkout:43)")]);

    /// <summary>A PNG as any reader reads it, its checksums held.</summary>
    private sealed record Picture(int Width, int Height, byte[] Rows)
    {
        public static Picture Of(byte[] png)
        {
            var chunks = new Dictionary<string, byte[]>();
            for (var at = 8; at < png.Length;)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
                var (body, crc) = (png[(at + 4)..(at + 8 + length)], BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
                Assert.Equal(crc, Crc(body));
                chunks[System.Text.Encoding.ASCII.GetString(body[..4])] = body[4..];
                at += 12 + length;
            }

            using var rows = new MemoryStream();
            using var zlib = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
            zlib.CopyTo(rows);
            return new Picture(BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"]), BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"].AsSpan(4)), rows.ToArray());
        }

        public IEnumerable<(int X, int Y)> Where((byte Red, byte Green, byte Blue) colour) =>
            from y in Enumerable.Range(0, Height)
            from x in Enumerable.Range(0, Width)
            let at = y * (1 + 3 * Width) + 1 + 3 * x
            where (Rows[at], Rows[at + 1], Rows[at + 2]) == colour
            select (x, y);

        // Bit by bit, as the standard defines it.
        private static uint Crc(byte[] bytes) => ~bytes.Aggregate(uint.MaxValue, (crc, one) =>
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            return crc;
        });
    }
}
