#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS.Model;

public partial class GetTaskProtectionRequest : AmazonECSRequest
{
    public string Cluster { get; set; }
    public List<string> Tasks { get; set; }
}

public partial class GetTaskProtectionResponse : AmazonWebServiceResponse
{
    public List<ProtectedTask> ProtectedTasks { get; set; }
    public List<Failure> Failures { get; set; }
}

public partial class ProtectedTask
{
    public string TaskArn { get; set; }
    public bool? ProtectionEnabled { get; set; }
    public DateTime? ExpirationDate { get; set; }
}
