using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Dashboard.Aws.Sdk;

/// <summary>What the pipeline has to know of one AWS service.</summary>
/// <param name="Namespace">Where its models and exceptions are, as in <c>Amazon.ECS</c>.</param>
/// <param name="Target">The <c>X-Amz-Target</c> prefix; null for the Query protocol.</param>
/// <param name="ContentType">The request's content type.</param>
/// <param name="ApiVersion">As in 2014-11-13.</param>
/// <param name="Json">How members are named on the wire.</param>
public sealed record SdkService(string Namespace, string ServiceId, string? Target, string ContentType, string ApiVersion, JsonSerializerOptions Json) : IServiceMetadata
{
    private static readonly Dictionary<string, string> NoneRenamed = [];

    /// <summary>Its own exception by name, where that does not follow from the namespace.</summary>
    public string BaseException { get; init; } = Namespace.Replace(".", "") + "Exception";

    /// <summary>One endpoint for all Regions of a partition, as IAM has.</summary>
    public bool IsGlobal { get; init; }

    public IDictionary<string, string> OperationNameMapping => NoneRenamed;

    /// <summary>The modelled exception of that code where there is one, otherwise the service's own.</summary>
    public AmazonServiceException Exception(ErrorResponse error) =>
        (AmazonServiceException)Activator.CreateInstance(ExceptionType(error.Code), error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode)!;

    private Type ExceptionType(string? code)
    {
        // Query error codes and the shapes' names differ in their endings: InternalServiceError, LimitExceededFault, TargetGroupNotFound.
        foreach (var name in code is null ? [] : new[] { code, code.Replace("Fault", "Exception"), code.Replace("Error", "Exception"), code + "Exception" })
            if (typeof(SdkService).Assembly.GetType($"{Namespace}.Model.{name}") is { } type && type.IsSubclassOf(typeof(AmazonServiceException)))
                return type;
        return typeof(SdkService).Assembly.GetType($"{Namespace}.{BaseException}")!;
    }
}
