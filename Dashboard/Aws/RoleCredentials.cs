using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Dashboard.Aws;

/// <summary>Sessions of a target's role, renewed before they end.</summary>
/// <remarks>AssumeRoleAWSCredentials makes a client of its own, which follows AWS_ENDPOINT_URL even where configured endpoints are to be ignored: in Production a variable could send the task's credentials elsewhere.</remarks>
internal sealed class RoleCredentials : RefreshingAWSCredentials
{
    private readonly AssumeRoleRequest request;
    private readonly AmazonSecurityTokenServiceClient sessions;

    public RoleCredentials(string roleArn, AmazonSecurityTokenServiceClient sessions)
    {
        this.sessions = sessions;
        request = new AssumeRoleRequest { RoleArn = roleArn, RoleSessionName = "ecs-operations-dashboard" };
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var session = (await sessions.AssumeRoleAsync(request)).Credentials;
        return new CredentialsRefreshState(session.GetCredentials(), session.Expiration!.Value.ToUniversalTime());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            sessions.Dispose();
        base.Dispose(disposing);
    }
}
