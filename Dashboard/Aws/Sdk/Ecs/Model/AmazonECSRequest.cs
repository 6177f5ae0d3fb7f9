using Amazon.Runtime;

namespace Amazon.ECS.Model;

public partial class AmazonECSRequest : AmazonWebServiceRequest;
