using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Simulator.Wire;

/// <summary>AWS Query: a form with <c>Action=</c> in, XML out. Spoken by ELBv2, IAM and STS.</summary>
internal sealed class QueryProtocol(string xmlNamespace) : WireProtocol
{
    private static readonly Dictionary<string, (string Service, string Namespace)> Versions = new()
    {
        ["2015-12-01"] = ("elasticloadbalancing", "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"),
        ["2010-05-08"] = ("iam", "https://iam.amazonaws.com/doc/2010-05-08/"),
        ["2011-06-15"] = ("sts", "https://sts.amazonaws.com/doc/2011-06-15/"),
    };

    public static QueryProtocol Of(byte[] body)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        return Versions.TryGetValue(form.GetValueOrDefault("Version").ToString(), out var known) && form.GetValueOrDefault("Action").ToString() is { Length: > 0 } action
            ? new QueryProtocol(known.Namespace) { Asked = (known.Service, action) }
            : new QueryProtocol(Versions["2015-12-01"].Namespace) { Asked = null };
    }

    public override string ContentType => "text/xml";

    public override JsonElement Read(byte[] body)
    {
        var root = new JsonObject();
        foreach (var (key, value) in QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)))
            Put(root, key.Split('.'), value.ToString());
        return JsonSerializer.SerializeToElement(WithLists(root));
    }

    public override byte[] Write(Shape answer, string requestId) => Document(xml =>
    {
        xml.WriteStartElement(Asked!.Value.Operation + "Response", xmlNamespace);
        WriteElement(xml, Asked.Value.Operation + "Result", answer);
        WriteElement(xml, "ResponseMetadata", new Shape { ["RequestId"] = requestId });
    });

    public override byte[] WriteFault(WireFault fault, string requestId) => Document(xml =>
    {
        xml.WriteStartElement("ErrorResponse", xmlNamespace);
        WriteElement(xml, "Error", new Shape
        {
            ["Type"] = fault.Status < 500 ? "Sender" : "Receiver",
            ["Code"] = fault.Code.EndsWith("Exception", StringComparison.Ordinal) ? fault.Code[..^"Exception".Length] : fault.Code,
            ["Message"] = fault.Message,
        });
        WriteElement(xml, "RequestId", requestId);
    });

    private static byte[] Document(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            write(xml);
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void WriteElement(XmlWriter xml, string name, object value)
    {
        xml.WriteStartElement(name);
        switch (value)
        {
            case string text: xml.WriteString(text); break;
            case bool flag: xml.WriteString(flag ? "true" : "false"); break;
            case DateTimeOffset at: xml.WriteString(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)); break;
            case Shape shape:
                foreach (var (member, inner) in shape)
                    WriteElement(xml, member, inner);
                break;
            case IEnumerable list:
                foreach (var item in list)
                    WriteElement(xml, "member", item);
                break;
            default: xml.WriteString(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }

        xml.WriteEndElement();
    }

    private static void Put(JsonObject into, ReadOnlySpan<string> path, string value)
    {
        if (path.Length == 1)
        {
            into[path[0]] = value;
            return;
        }

        if (into[path[0]] is not JsonObject next)
            into[path[0]] = next = [];
        Put(next, path[1..], value);
    }

    /// <summary><c>X.member.1=a</c> makes X a list.</summary>
    private static JsonNode? WithLists(JsonNode? node)
    {
        if (node is not JsonObject map)
            return node?.DeepClone();
        if (map.Count == 1 && map["member"] is JsonObject members)
            return new JsonArray([.. members.OrderBy(member => int.TryParse(member.Key, out var at) ? at : 0).Select(member => WithLists(member.Value))]);
        var copy = new JsonObject();
        foreach (var (name, inner) in map)
            copy[name] = WithLists(inner);
        return copy;
    }
}
