using System.IO.Compression;

namespace Dashboard.Logs;

/// <summary>The text of neighbouring lines as UTF-8, compressed together: what services log repeats itself, so a viewer keeps several times as many lines in the same memory.</summary>
public sealed class PackedText
{
    /// <summary>Bytes of text in one; enough to find repetitions, and unpacked in a fraction of a millisecond.</summary>
    public const int Largest = 32 * 1024;

    // Below this a compressed text is hardly smaller, as for the few lines that one update of Live Tail brings.
    private const int SmallestWorthwhile = 2 * 1024;
    private const int ObjectBytes = 64;
    private const int Quality = 3;
    private const int WindowBits = 16;
    private readonly byte[] bytes;
    private readonly int length;

    // The rows on a screen read the same text one after the other; the next garbage collection lets go of it.
    private WeakReference<byte[]>? unpacked;

    public PackedText(ReadOnlySpan<byte> text)
    {
        length = text.Length;
        var packed = length < SmallestWorthwhile ? [] : new byte[length];
        bytes = packed.Length > 0 && BrotliEncoder.TryCompress(text, packed, out var written, Quality, WindowBits) && written < length
            ? packed[..written]
            : text.ToArray();
    }

    /// <summary>What a part of this length costs in memory, bytes.</summary>
    public int WeightOf(int count) => length == 0 ? ObjectBytes : (int)((bytes.Length + ObjectBytes) * (long)count / length);

    public ReadOnlySpan<byte> Slice(int offset, int count) => Whole().AsSpan(offset, count);

    private byte[] Whole()
    {
        if (bytes.Length == length)
            return bytes;
        if (unpacked is { } recent && recent.TryGetTarget(out var known))
            return known;
        var whole = new byte[length];
        if (!BrotliDecoder.TryDecompress(bytes, whole, out var written) || written != length)
            throw new InvalidDataException($"{bytes.Length} packed bytes of log text gave {written} of {length}.");
        unpacked = new WeakReference<byte[]>(whole);
        return whole;
    }
}
