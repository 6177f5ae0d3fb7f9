using System.Text.RegularExpressions;

namespace Dashboard.Simulator.Wire;

/// <summary>Who signs and for which Region, from the SigV4 <c>Authorization</c> header. Nobody shares a secret with the simulator, so the signature itself is not checked.</summary>
internal sealed partial record Signature(string AccessKey, string Region)
{
    public static Signature Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            throw new WireFault("MissingAuthenticationTokenException", "Request is missing Authentication Token", 403);
        return Scope().Match(header) is { Success: true } scope
            ? new Signature(scope.Groups["key"].Value, scope.Groups["region"].Value)
            : throw new WireFault("IncompleteSignatureException", "Authorization header requires 'Credential' parameter, 'Signature' parameter and 'SignedHeaders' parameter.", 403);
    }

    [GeneratedRegex("^AWS4-HMAC-SHA256 +Credential=(?<key>[^/]+)/[0-9]{8}/(?<region>[a-z0-9-]+)/[a-z0-9-]+/aws4_request *, *SignedHeaders=[^,]+, *Signature=[0-9a-f]+", RegexOptions.NonBacktracking)]
    private static partial Regex Scope();
}
