using System.Buffers.Binary;
using System.Text;

namespace Dashboard.Simulator.Wire;

/// <summary>Frames of <c>application/vnd.amazon.eventstream</c>: lengths, prelude CRC, headers, payload, message CRC.</summary>
internal static class EventStream
{
    private const byte StringHeader = 7;
    private static readonly uint[] Crc32 = [.. Enumerable.Range(0, 256).Select(value =>
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        return crc;
    })];

    public static byte[] Event(string type, Shape payload) =>
        Frame([(":message-type", "event"), (":event-type", type), (":content-type", "application/json")], JsonProtocol.ToJson(payload));

    public static byte[] Exception(string type, string message) =>
        Frame([(":message-type", "exception"), (":exception-type", type), (":content-type", "application/json")], JsonProtocol.ToJson(new Shape { ["message"] = message }));

    private static byte[] Frame(ReadOnlySpan<(string Name, string Value)> headers, byte[] payload)
    {
        using var head = new MemoryStream();
        foreach (var (name, value) in headers)
        {
            head.WriteByte((byte)name.Length);
            head.Write(Encoding.UTF8.GetBytes(name));
            head.WriteByte(StringHeader);
            head.Write([(byte)(value.Length >> 8), (byte)value.Length]);
            head.Write(Encoding.UTF8.GetBytes(value));
        }

        var frame = new byte[12 + head.Length + payload.Length + 4];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)frame.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)head.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Checksum(frame.AsSpan(0, 8)));
        head.ToArray().CopyTo(frame, 12);
        payload.CopyTo(frame, 12 + (int)head.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Checksum(frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }

    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = (crc >> 8) ^ Crc32[(crc ^ value) & 0xFF];
        return ~crc;
    }
}
