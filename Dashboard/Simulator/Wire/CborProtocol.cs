using System.Buffers;
using System.Collections;
using System.Formats.Cbor;
using System.Text.Json;

namespace Dashboard.Simulator.Wire;

/// <summary>Smithy RPC v2 CBOR, which Amazon's own CloudWatch client speaks: <c>/service/GraniteServiceVersion20100801/operation/X</c>, timestamps under tag 1.</summary>
internal sealed class CborProtocol : WireProtocol
{
    public static CborProtocol Of(string path) => new()
    {
        Asked = path.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["GraniteServiceVersion20100801", "operation", var operation] ? ("cloudwatch", operation) : null,
    };

    public override string ContentType => "application/cbor";

    public override void AddHeaders(IHeaderDictionary headers, WireFault? fault)
    {
        headers["smithy-protocol"] = "rpc-v2-cbor";

        // CloudWatch used to speak Query; its clients still take the error's name from there.
        if (fault is not null)
            headers["x-amzn-query-error"] = $"{fault.Code};{(fault.Status < 500 ? "Sender" : "Receiver")}";
    }

    public override JsonElement Read(byte[] body)
    {
        if (body.Length == 0)
            return JsonElement.Parse("{}"u8);
        try
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer))
                CopyToJson(new CborReader(body, CborConformanceMode.Lax), json);
            return JsonElement.Parse(buffer.WrittenSpan);
        }
        catch (Exception error) when (error is CborContentException or InvalidOperationException)
        {
            throw new WireFault("SerializationException", "The request body is not CBOR.");
        }
    }

    public override byte[] Write(Shape answer, string requestId) => Encode(answer);

    public override byte[] WriteFault(WireFault fault, string requestId) =>
        Encode(new Shape { ["__type"] = "com.amazonaws.cloudwatch#" + fault.Code, ["message"] = fault.Message });

    private static void CopyToJson(CborReader cbor, Utf8JsonWriter json)
    {
        switch (cbor.PeekState())
        {
            case CborReaderState.StartMap: CopyMap(cbor, json); break;
            case CborReaderState.StartArray: CopyArray(cbor, json); break;
            case CborReaderState.TextString: json.WriteStringValue(cbor.ReadTextString()); break;
            case CborReaderState.Boolean: json.WriteBooleanValue(cbor.ReadBoolean()); break;
            case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger: json.WriteNumberValue(cbor.ReadInt64()); break;
            case CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat: json.WriteNumberValue(cbor.ReadDouble()); break;
            case CborReaderState.Tag:
                cbor.ReadTag();
                CopyToJson(cbor, json);
                break;
            default:
                cbor.SkipValue();
                json.WriteNullValue();
                break;
        }
    }

    private static void CopyMap(CborReader cbor, Utf8JsonWriter json)
    {
        cbor.ReadStartMap();
        json.WriteStartObject();
        while (cbor.PeekState() != CborReaderState.EndMap)
        {
            json.WritePropertyName(cbor.ReadTextString());
            CopyToJson(cbor, json);
        }

        cbor.ReadEndMap();
        json.WriteEndObject();
    }

    private static void CopyArray(CborReader cbor, Utf8JsonWriter json)
    {
        cbor.ReadStartArray();
        json.WriteStartArray();
        while (cbor.PeekState() != CborReaderState.EndArray)
            CopyToJson(cbor, json);
        cbor.ReadEndArray();
        json.WriteEndArray();
    }

    private static byte[] Encode(Shape answer)
    {
        var cbor = new CborWriter(CborConformanceMode.Lax);
        Write(cbor, answer);
        return cbor.Encode();
    }

    private static void Write(CborWriter cbor, object? value)
    {
        switch (value)
        {
            case null: cbor.WriteNull(); break;
            case string text: cbor.WriteTextString(text); break;
            case bool flag: cbor.WriteBoolean(flag); break;
            case int whole: cbor.WriteInt32(whole); break;
            case long whole: cbor.WriteInt64(whole); break;
            case double number: cbor.WriteDouble(number); break;
            case DateTimeOffset at:
                cbor.WriteTag(CborTag.UnixTimeSeconds);
                cbor.WriteDouble(at.ToUnixTimeMilliseconds() / 1000d);
                break;
            case Shape shape:
                cbor.WriteStartMap(shape.Count);
                foreach (var (name, member) in shape)
                {
                    cbor.WriteTextString(name);
                    Write(cbor, member);
                }

                cbor.WriteEndMap();
                break;
            case IEnumerable list:
                cbor.WriteStartArray(null);
                foreach (var item in list)
                    Write(cbor, item);
                cbor.WriteEndArray();
                break;
            default: throw new InvalidOperationException($"{value.GetType()} has no place in an answer.");
        }
    }
}
