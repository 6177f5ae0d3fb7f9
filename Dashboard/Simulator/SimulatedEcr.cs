namespace Dashboard.Simulator;

/// <summary>Amazon ECR in one Region. Lists are complete; endpoints page them.</summary>
public sealed class SimulatedEcr
{
    /// <exception cref="SimulatedAwsException">RepositoryNotFoundException; ImageNotFoundException when any of <paramref name="ids"/> is not there.</exception>
    public IReadOnlyList<ImageDetail> DescribeImages(string repository, IReadOnlyList<ImageIdentifier>? ids = null) => throw new NotImplementedException();

    /// <exception cref="SimulatedAwsException">RepositoryNotFoundException.</exception>
    public (IReadOnlyList<Image> Images, IReadOnlyList<ImageFailure> Failures) BatchGetImage(string repository, IReadOnlyList<ImageIdentifier> ids) => throw new NotImplementedException();
}
