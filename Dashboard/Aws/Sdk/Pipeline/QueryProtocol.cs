using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Dashboard.Aws.Sdk;

/// <summary>The AWS Query protocol: a form in, XML out.</summary>
internal sealed class QueryMarshaller(SdkService service, string operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.Namespace) { HttpMethod = "POST", ResourcePath = "/" };
        var form = new List<KeyValuePair<string, string>> { new("Action", operation), new("Version", service.ApiVersion) };
        foreach (var member in QueryMembers.Of(input.GetType()))
            Add(form, member.Name, member.GetValue(input));
        request.Headers["Content-Type"] = service.ContentType;
        request.Content = System.Text.Encoding.UTF8.GetBytes(string.Join('&', form.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}")));
        return request;
    }

    private static void Add(List<KeyValuePair<string, string>> form, string name, object? value)
    {
        if (value is null)
            return;
        if (value is string or ConstantClass or ValueType)
            form.Add(new(name, value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!));
        else if (value is IList list)
            for (var i = 0; i < list.Count; i++)
                Add(form, $"{name}.member.{i + 1}", list[i]);
        else
            foreach (var member in QueryMembers.Of(value.GetType()))
                Add(form, $"{name}.{member.Name}", member.GetValue(value));
    }
}

internal sealed class QueryUnmarshaller<TResponse>(SdkService service) : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        // A reader of its own refuses document types; the document's would read them.
        using var reader = XmlReader.Create(input.Stream);
        var root = XDocument.Load(reader).Root!;
        var result = root.Elements().FirstOrDefault(element => element.Name.LocalName.EndsWith("Result", StringComparison.Ordinal));
        var response = result is null ? new TResponse() : (TResponse)QueryMembers.Read(result, typeof(TResponse))!;
        response.ResponseMetadata = new ResponseMetadata { RequestId = root.Descendants().FirstOrDefault(element => element.Name.LocalName == "RequestId")?.Value };
        return response;
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        return service.Exception(error);
    }
}

internal static class QueryMembers
{
    public static IEnumerable<PropertyInfo> Of(Type type) =>
        type.GetProperties().Where(property => property.DeclaringType!.Assembly == typeof(QueryMembers).Assembly);

    public static object? Read(XElement element, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return element.Value;
        if (type == typeof(DateTime))
            return DateTime.Parse(element.Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        if (type.IsPrimitive)
            return Convert.ChangeType(element.Value, type, CultureInfo.InvariantCulture);
        if (type.IsSubclassOf(typeof(ConstantClass)))
            return ConstantConverters.Find(type, element.Value);
        if (type == typeof(Dictionary<string, string>))
            return element.Elements().ToDictionary(entry => Child(entry, "key")!.Value, entry => Child(entry, "value")!.Value);
        return type.IsAssignableTo(typeof(IList)) ? ReadList(element, type) : ReadStructure(element, type);
    }

    private static IList ReadList(XElement element, Type type)
    {
        var list = (IList)Activator.CreateInstance(type)!;
        foreach (var member in element.Elements())
            list.Add(Read(member, type.GetGenericArguments()[0]));
        return list;
    }

    private static object ReadStructure(XElement element, Type type)
    {
        var structure = Activator.CreateInstance(type)!;
        foreach (var property in Of(type))
            if (Child(element, property.Name) is { } child)
                property.SetValue(structure, Read(child, property.PropertyType));
        return structure;
    }

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);
}
