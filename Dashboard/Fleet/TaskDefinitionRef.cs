namespace Dashboard.Fleet;

/// <summary>A task definition revision by name; equal when family and revision are.</summary>
public readonly record struct TaskDefinitionRef(string Family, int Revision)
{
    /// <summary><c>family:revision</c>, as ECS writes it and takes it.</summary>
    public override string ToString() => $"{Family}:{Revision}";

    /// <summary>Reads <c>family:revision</c> or a task definition ARN; null when it is neither.</summary>
    public static TaskDefinitionRef? Parse(string? text)
    {
        var name = text?[(text.LastIndexOf('/') + 1)..];
        var colon = name?.LastIndexOf(':') ?? -1;
        return colon > 0 && int.TryParse(name.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out var revision) && revision > 0
            ? new TaskDefinitionRef(name![..colon], revision)
            : null;
    }
}
