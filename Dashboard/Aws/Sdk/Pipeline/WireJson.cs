using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Documents;

namespace Dashboard.Aws.Sdk;

/// <summary>The AWS JSON protocols: seconds since 1970, constants as strings, what is unset is left out.</summary>
internal static class WireJson
{
    /// <summary>ECS, Logs, ECR: <c>clusterArns</c>.</summary>
    public static JsonSerializerOptions CamelCase { get; } = Options(JsonNamingPolicy.CamelCase);

    /// <summary>CloudWatch: <c>MetricDataQueries</c>.</summary>
    public static JsonSerializerOptions PascalCase { get; } = Options(null);

    private static JsonSerializerOptions Options(JsonNamingPolicy? naming) => new()
    {
        PropertyNamingPolicy = naming is null ? null : new FirstLetterLower(),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new ConstantConverters(), new SecondsConverter(), new DocumentConverter(), new BlobConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepModelledMembers } },
    };

    private static void KeepModelledMembers(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            var property = type.Properties[i];
            if (property.AttributeProvider is MemberInfo member && member.DeclaringType!.Assembly == typeof(AmazonWebServiceRequest).Assembly)
                type.Properties.RemoveAt(i);
            else if (property.PropertyType == typeof(Document))
                property.ShouldSerialize = (_, value) => value is Document document && !document.IsNull();
        }
    }

    // JsonNamingPolicy.CamelCase lowers a run of capitals; AWS lowers the first letter alone.
    private sealed class FirstLetterLower : JsonNamingPolicy
    {
        public override string ConvertName(string name) => char.ToLowerInvariant(name[0]) + name[1..];
    }
}
