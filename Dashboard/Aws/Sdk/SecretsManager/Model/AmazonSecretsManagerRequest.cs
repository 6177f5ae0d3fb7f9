using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

public partial class AmazonSecretsManagerRequest : AmazonWebServiceRequest;
