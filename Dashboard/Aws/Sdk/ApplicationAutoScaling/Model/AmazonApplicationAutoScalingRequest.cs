using Amazon.Runtime;

namespace Amazon.ApplicationAutoScaling.Model;

public partial class AmazonApplicationAutoScalingRequest : AmazonWebServiceRequest;
