using System.Buffers;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Simulator.Wire;

/// <summary>awsJson 1.0 and 1.1: the operation in <c>X-Amz-Target</c>, timestamps as epoch seconds.</summary>
internal sealed class JsonProtocol(string contentType) : WireProtocol
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Dictionary<string, string> Services = new()
    {
        ["AmazonEC2ContainerServiceV20141113"] = "ecs",
        ["Logs_20140328"] = "logs",
        ["GraniteServiceVersion20100801"] = "cloudwatch",
        ["AmazonEC2ContainerRegistry_V20150921"] = "ecr",
        ["secretsmanager"] = "secretsmanager",
        ["AmazonSSM"] = "ssm",
        ["CloudTrail_20131101"] = "cloudtrail",
        ["AnyScaleFrontendService"] = "application-autoscaling",
    };

    public static JsonProtocol Of(string target, string? contentType)
    {
        var type = contentType?.Contains("json-1.0", StringComparison.Ordinal) == true ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
        var known = target.Split('.') is [.., var name, var operation] && Services.TryGetValue(name, out var service) ? (service, operation) : default((string, string)?);
        return new JsonProtocol(type) { Asked = known };
    }

    public override string ContentType => contentType;

    public override JsonElement Read(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body.Length == 0 ? "{}"u8 : body);
        }
        catch (JsonException)
        {
            throw new WireFault("SerializationException", "The request body is not JSON.");
        }
    }

    public override byte[] Write(Shape answer, string requestId) => ToJson(answer);

    public override byte[] WriteFault(WireFault fault, string requestId)
    {
        var shape = new Shape { ["__type"] = fault.Code, ["message"] = fault.Message };
        if (fault.Members is { } members)
            foreach (var (name, value) in members)
                shape[name] = value;
        return ToJson(shape);
    }

    public static byte[] ToJson(object value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
            Write(json, value);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int whole: json.WriteNumberValue(whole); break;
            case long whole: json.WriteNumberValue(whole); break;
            case double number: json.WriteNumberValue(number); break;
            case DateTimeOffset at: json.WriteNumberValue(at.ToUnixTimeMilliseconds() / 1000m); break;
            case JsonElement element: element.WriteTo(json); break;
            case Shape shape: WriteMembers(json, shape.Select(member => (member.Key, (object?)member.Value))); break;
            case IEnumerable<KeyValuePair<string, string>> map: WriteMembers(json, map.Select(pair => (pair.Key, (object?)pair.Value))); break;
            case IEnumerable list: WriteList(json, list); break;
            default: throw new InvalidOperationException($"{value.GetType()} has no place in an answer.");
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, IEnumerable<(string Name, object? Value)> members)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable list)
    {
        json.WriteStartArray();
        foreach (var item in list)
            Write(json, item);
        json.WriteEndArray();
    }
}
