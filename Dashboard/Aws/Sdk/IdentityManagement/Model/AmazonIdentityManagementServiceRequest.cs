using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

public partial class AmazonIdentityManagementServiceRequest : AmazonWebServiceRequest;
