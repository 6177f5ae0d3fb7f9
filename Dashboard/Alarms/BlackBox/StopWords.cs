namespace Dashboard.Alarms.BlackBox;

/// <summary>Why tasks stop, in plain words where ECS's are known.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html</remarks>
public static class StopWords
{
    /// <summary>What a part of a reason means: the short cause, and what to look at. The first that fits counts.</summary>
    private static readonly (string Part, string Cause, string Meaning)[] Known =
    [
        ("OutOfMemory", "out of memory", "The container used more memory than its limit and was killed. Look at the memory of its last minutes, and at the limit in its task definition."),
        ("failed ELB health checks", "failed load balancer health checks", "The load balancer got no healthy answer in time, so ECS stopped it. Look at its log, at the health check's path, and at the grace period."),
        ("failed container health checks", "failed container health checks", "The health check of the task definition failed, so ECS stopped it."),
        ("pull secrets or registry auth", "secret or registry unreadable", "A secret or the sign-in to the registry could not be read before it started: the name, the execution role's policy, or the network path to Secrets Manager."),
        ("unable to pull secrets", "secret unreadable", "A secret could not be read before it started: the name, the execution role's policy, or the network path."),
        ("ResourceInitializationError", "not initialised", "Something that it needs before its containers start could not be set up: secrets, logging, file systems or the network."),
        ("toomanyrequests", "registry refused more pulls", "The registry limits how often images are pulled."),
        ("CannotPullContainer", "image cannot be pulled", "The image is not in the registry under that name, or the registry could not be reached or read."),
        ("CannotPullImageManifest", "image cannot be pulled", "The image is not in the registry under that name, or the registry could not be reached or read."),
        ("CannotStartContainer", "container cannot be started", "The container runtime refused it: often the command or the entry point of the image."),
        ("CannotCreateContainer", "container cannot be created", "The container runtime refused it: often a log driver, a mount or a limit."),
        ("CannotCreateVolume", "volume cannot be created", "A volume of the task definition could not be created or mounted."),
        ("RESOURCE:", "no room in the cluster", "No container instance has enough of what it asks for left."),
        ("Capacity is unavailable", "no Fargate capacity", "Fargate had no capacity in that zone at that time."),
        ("DockerTimeoutError", "container runtime too slow", "The container did not reach its next state in time."),
        ("Scaling activity", "stopped by a deployment or by scaling", "ECS stopped it on purpose."),
    ];

    /// <summary>A few words, as in "out of memory (exit code 137)".</summary>
    public static string Cause(StopFingerprint print)
    {
        var known = Find(print.Reason)?.Cause ?? OfExit(print)?.Cause ?? OfCode(print.StopCode)?.Cause;
        var exit = print.ExitCode is { } code ? $"exit code {code}" : null;
        return (known, exit) switch
        {
            (not null, not null) => $"{known} ({exit})",
            (null, not null) => IsTelling(print.Reason) ? $"{exit}, {print.Reason}" : exit,
            (not null, null) => known,
            _ => print.Reason is { Length: > 0 } reason ? reason : print.StopCode is { Length: > 0 } stopCode ? stopCode : "no reason given",
        };
    }

    /// <summary>A sentence or two; null where what was said is all there is to say.</summary>
    public static string? Meaning(StopFingerprint print) => Find(print.Reason)?.Meaning ?? OfExit(print)?.Meaning ?? OfCode(print.StopCode)?.Meaning;

    private static (string Cause, string Meaning)? Find(string reason)
    {
        foreach (var (part, cause, meaning) in Known)
            if (reason.Contains(part, StringComparison.OrdinalIgnoreCase))
                return (cause, meaning);
        return null;
    }

    // 128 and the signal's number, by the convention of shells and container runtimes.
    private static (string Cause, string Meaning)? OfExit(StopFingerprint print) => print.ExitCode switch
    {
        137 => ("killed", "It was killed (SIGKILL), and ECS does not name a memory limit: something in it, the host, or a stop that took longer than its time-out."),
        139 => ("segmentation fault", "It touched memory that is not its own (SIGSEGV), which is a defect of the program or of a library."),
        134 => ("aborted", "The program ended itself (SIGABRT), as runtimes do after an exception that nobody caught. Its last lines say more."),
        143 => ("ended when asked to", "It got SIGTERM and ended, though ECS had not meant to stop it."),
        126 or 127 => ("command not found", "The command or entry point of the image is missing or cannot be run."),
        0 => ("ended by itself", "An essential container ended without an error, and with it the task."),
        _ => null,
    };

    private static (string Cause, string Meaning)? OfCode(string code) => code switch
    {
        "UserInitiated" => ("stopped by a person or a program", "Somebody called StopTask."),
        "SpotInterruption" => ("Spot capacity reclaimed", "AWS took back the Spot capacity that it ran on."),
        "TerminationNotice" => ("host retired", "AWS retired what it ran on."),
        "InfrastructureHealth" => ("host unhealthy", "What it ran on became unhealthy."),
        _ => null,
    };

    private static bool IsTelling(string reason) => reason.Length > 0 && !reason.Equals("Essential container in task exited", StringComparison.OrdinalIgnoreCase);
}
