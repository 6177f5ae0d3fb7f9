using Amazon.Runtime;

namespace Amazon.CloudTrail.Model;

public partial class AmazonCloudTrailRequest : AmazonWebServiceRequest;
