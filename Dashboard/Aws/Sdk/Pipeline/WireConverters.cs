using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amazon.Runtime.Documents;

namespace Dashboard.Aws.Sdk;

internal sealed class SecondsConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String
        ? DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
        : DateTime.UnixEpoch.AddMilliseconds(Math.Round(reader.GetDouble() * 1000));

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Math.Round((value.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds, 3));
}

/// <summary>For the members of CloudWatch Logs that the SDK makes a <see cref="DateTime"/> and the service counts in milliseconds.</summary>
internal sealed class MillisecondsConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => DateTime.UnixEpoch.AddMilliseconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((long)(value.ToUniversalTime() - DateTime.UnixEpoch).TotalMilliseconds);
}

/// <summary>Blobs are base64 on the wire.</summary>
internal sealed class BlobConverter : JsonConverter<MemoryStream>
{
    public override MemoryStream Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetBytesFromBase64());

    public override void Write(Utf8JsonWriter writer, MemoryStream value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.ToArray());
}

internal sealed class ConstantConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsSubclassOf(typeof(ConstantClass));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    /// <summary>The constant of that value; a new one when AWS sends a value that is not known yet.</summary>
    public static object Find(Type type, string value) => type.GetMethod("FindValue", [typeof(string)])!.Invoke(null, [value])!;

    private sealed class Converter<T> : JsonConverter<T>
        where T : ConstantClass
    {
        private static readonly Func<string, T> FindValue = typeof(T).GetMethod("FindValue", [typeof(string)])!.CreateDelegate<Func<string, T>>();

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => FindValue(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}

internal sealed class DocumentConverter : JsonConverter<Document>
{
    public override Document Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => From(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, Document value, JsonSerializerOptions options)
    {
        if (value.IsDictionary())
            JsonSerializer.Serialize(writer, value.AsDictionary(), options);
        else if (value.IsList())
            JsonSerializer.Serialize(writer, value.AsList(), options);
        else if (value.IsString())
            writer.WriteStringValue(value.AsString());
        else if (value.IsBool())
            writer.WriteBooleanValue(value.AsBool());
        else if (value.IsNull())
            writer.WriteNullValue();
        else
            writer.WriteNumberValue(value.IsInt() ? value.AsInt() : value.IsLong() ? value.AsLong() : value.AsDouble());
    }

    private static Document From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new Document(json.EnumerateObject().ToDictionary(member => member.Name, member => From(member.Value))),
        JsonValueKind.Array => new Document(json.EnumerateArray().Select(From).ToList()),
        JsonValueKind.String => new Document(json.GetString()!),
        JsonValueKind.True or JsonValueKind.False => new Document(json.GetBoolean()),
        JsonValueKind.Number => json.TryGetInt32(out var number) ? new Document(number) : new Document(json.GetDouble()),
        _ => default,
    };
}
