using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Rollback;

namespace Dashboard.Tests.Rollback;

/// <summary>checkout:43 as it is remembered after the rollback of <see cref="Intents"/>.</summary>
internal static class Bad
{
    public static readonly RollbackIntent WentBack = Intents.Accepted with { State = IntentState.Verified, ClosedAt = Intents.Noon.AddMinutes(8) };

    public static RollbackIntent By(RevisionImage[] left, RevisionImage[] good) => WentBack with { Id = Guid.NewGuid(), Facts = RollbackFacts.None with { FromImages = [.. left], Images = [.. good] } };

    public static RevisionImage Image(string digest, string container = "app") => new(container, $"{container}:tag", "sha256:" + digest);

    public static BadRevisionWarning Warning(int revision = 43, string by = "arn:aws:sts::111122223333:assumed-role/ci-deploy/github") =>
        new(BadRevision.Of(WentBack), [WentBack.Id], "ecs-svc/again", Make.Ref(revision: revision), "v1.4.3", $"checkout:{revision} runs the image of checkout:43.", by, Intents.Noon.AddHours(1));

    public static BadRevisionsSnapshot Snapshot(BadRevisionWarning warning) => new([warning.Bad], ImmutableDictionary<Dashboard.Fleet.ServiceKey, BadRevisionWarning>.Empty.Add(warning.Bad.Key, warning));
}
