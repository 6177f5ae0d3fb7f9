#nullable disable
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

public partial class SimulatePrincipalPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicySourceArn { get; set; }
    public List<string> PolicyInputList { get; set; }
    public List<string> PermissionsBoundaryPolicyInputList { get; set; }
    public List<string> ActionNames { get; set; }
    public List<string> ResourceArns { get; set; }
    public string ResourcePolicy { get; set; }
    public string ResourceOwner { get; set; }
    public string CallerArn { get; set; }
    public List<ContextEntry> ContextEntries { get; set; }
    public string ResourceHandlingOption { get; set; }
    public int? MaxItems { get; set; }
    public string Marker { get; set; }
}

public partial class ContextEntry
{
    public string ContextKeyName { get; set; }
    public List<string> ContextKeyValues { get; set; }
    public ContextKeyTypeEnum ContextKeyType { get; set; }
}

public partial class SimulatePrincipalPolicyResponse : AmazonWebServiceResponse
{
    public List<EvaluationResult> EvaluationResults { get; set; }
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public partial class EvaluationResult
{
    public string EvalActionName { get; set; }
    public string EvalResourceName { get; set; }
    public PolicyEvaluationDecisionType EvalDecision { get; set; }
    public List<Statement> MatchedStatements { get; set; }
    public List<string> MissingContextValues { get; set; }
    public OrganizationsDecisionDetail OrganizationsDecisionDetail { get; set; }
    public PermissionsBoundaryDecisionDetail PermissionsBoundaryDecisionDetail { get; set; }
    public Dictionary<string, string> EvalDecisionDetails { get; set; }
    public List<ResourceSpecificResult> ResourceSpecificResults { get; set; }
}

public partial class ResourceSpecificResult
{
    public string EvalResourceName { get; set; }
    public PolicyEvaluationDecisionType EvalResourceDecision { get; set; }
    public List<Statement> MatchedStatements { get; set; }
    public List<string> MissingContextValues { get; set; }
    public Dictionary<string, string> EvalDecisionDetails { get; set; }
    public PermissionsBoundaryDecisionDetail PermissionsBoundaryDecisionDetail { get; set; }
}

public partial class Statement
{
    public string SourcePolicyId { get; set; }
    public PolicySourceType SourcePolicyType { get; set; }
    public Position StartPosition { get; set; }
    public Position EndPosition { get; set; }
}

public partial class Position
{
    public int? Line { get; set; }
    public int? Column { get; set; }
}

public partial class OrganizationsDecisionDetail
{
    public bool? AllowedByOrganizations { get; set; }
}

public partial class PermissionsBoundaryDecisionDetail
{
    public bool? AllowedByPermissionsBoundary { get; set; }
}
