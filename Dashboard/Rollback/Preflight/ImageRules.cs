using Dashboard.Deployments;
using Dashboard.Fleet;
using static Dashboard.Rollback.Preflight.PreflightRules;

namespace Dashboard.Rollback.Preflight;

/// <summary>Whether the images of the target can be pulled, may be, and run here.</summary>
internal static class ImageRules
{
    public static PreflightLine Images(PreflightFacts facts)
    {
        const string Check = "Images";
        var images = facts.To.Images;
        if (images.IsDefaultOrEmpty)
            return Warn(Check, $"Which images {facts.To.To} runs is not known, so they were not looked up in ECR.");
        if (images.FirstOrDefault(image => StateOf(facts, image) == ImageState.Missing) is { } missing)
            return Block(Check, $"{missing.Image} ({Digest(missing)}) is no longer in ECR, so no task of it could start.");
        if (images.FirstOrDefault(image => StateOf(facts, image) == ImageState.Unchecked) is { } open)
            return Warn(Check, $"{open.Image} was not looked up: {WithStop(facts.Images.GetValueOrDefault(open)?.Reason ?? "ECR was not asked")}");
        return images.FirstOrDefault(image => image.Digest is null) is { } loose
            ? Warn(Check, $"{loose.Image} is in ECR, but its digest is not known: the tag may have been moved to another image.")
            : Pass(Check, images.Length == 1 ? $"{images[0].Image} is in ECR by its digest {Digest(images[0])}." : $"All {images.Length} images are in ECR by their digests.");
    }

    public static PreflightLine Denied(PreflightFacts facts)
    {
        const string Check = "Denied images";
        if (facts.DeniedImages.IsEmpty)
            return Pass(Check, "Rollback:DeniedImages denies none.");
        foreach (var image in Known(facts))
            if (facts.DeniedImages.FirstOrDefault(denied => DeniedImage.Matches(denied, image)) is { } by)
                return Block(Check, $"{image.Image} is denied by Rollback:DeniedImages ({by}).");
        return Pass(Check, $"Its images are not among the {facts.DeniedImages.Length} that Rollback:DeniedImages denies.");
    }

    public static PreflightLine Platform(PreflightFacts facts)
    {
        const string Check = "Platform";
        if (facts.Target is not { } target)
            return Warn(Check, $"Not checked: {facts.To.To} was not read.");
        var wanted = $"{System(target)}/{Architecture(target)}";
        if (facts.Service.LaunchType?.StartsWith("FARGATE", StringComparison.Ordinal) == true && target.Compatibilities is { IsEmpty: false } places && !places.Contains("FARGATE"))
            return Block(Check, $"The service runs on Fargate, and {target.Ref} can run on {Join(places)} only.");
        if (Told(facts).FirstOrDefault(told => !told.Platforms.Contains(wanted)) is { Image: { } image } other)
            return Block(Check, $"{target.Ref} asks for {wanted}, and the manifest of {image.Image} offers {Join(other.Platforms)} only.");
        if (facts.Current is { } current && $"{System(current)}/{Architecture(current)}" is var now && now != wanted)
            return Warn(Check, $"It goes from {now} to {wanted}: the hosts of the tasks change, too.");
        return Pass(Check, Told(facts).Any() ? $"{wanted}, which the images' manifests offer." : $"{wanted}, as now. What the images were built for is not told by their manifests.");
    }

    private static IEnumerable<(RevisionImage Image, string[] Platforms)> Told(PreflightFacts facts) =>
        from image in facts.To.Images
        where facts.Images.GetValueOrDefault(image)?.Platforms is { IsDefaultOrEmpty: false }
        select (image, facts.Images[image].Platforms.ToArray());

    // Both names of an image: a revision may know only the digest, and its definition only the tag.
    private static IEnumerable<RevisionImage> Known(PreflightFacts facts) =>
        facts.To.Images.Concat((facts.Target?.Containers ?? []).Select(container => new RevisionImage(container.Name, container.Image, facts.To.Images.FirstOrDefault(image => image.Container == container.Name)?.Digest)));

    private static ImageState StateOf(PreflightFacts facts, RevisionImage image) => facts.Images.GetValueOrDefault(image)?.State ?? ImageState.Unchecked;

    private static string Digest(RevisionImage image) => image.Digest is { } digest ? digest[..Math.Min(digest.Length, 19)] : "no digest known";

    // In the words of image manifests: https://github.com/opencontainers/image-spec/blob/main/image-index.md
    private static string System(TaskDefinitionDetail definition) => definition.OperatingSystem?.StartsWith("WINDOWS", StringComparison.Ordinal) == true ? "windows" : "linux";

    private static string Architecture(TaskDefinitionDetail definition) => definition.CpuArchitecture == "ARM64" ? "arm64" : "amd64";
}
