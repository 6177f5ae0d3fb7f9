namespace Dashboard.SignIn;

/// <summary>As much of <c>~/.aws/config</c> as endpoints need: sections, their entries, and the entries nested under a service's name.</summary>
internal sealed class AwsConfigFile
{
    private readonly Dictionary<string, Dictionary<string, string>> sections = new(StringComparer.Ordinal);

    public static AwsConfigFile Read(string? text)
    {
        var file = new AwsConfigFile();
        var (section, parent) = (new Dictionary<string, string>(), "");
        foreach (var raw in (text ?? "").Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            if (line[0] == '[' && line.IndexOf(']') is > 0 and var end)
            {
                var name = string.Join(' ', line[1..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                (section, parent) = (file.sections.TryGetValue(name, out var known) ? known : file.sections[name] = new(StringComparer.OrdinalIgnoreCase), "");
                continue;
            }

            if (line.Split('=', 2) is not [var key, var value])
                continue;
            var nested = char.IsWhiteSpace(raw[0]);
            if (!nested)
                parent = value.Trim().Length == 0 ? key.Trim() + "." : "";
            section[(nested ? parent : "") + key.Trim()] = WithoutComment(value);
        }

        return file;
    }

    public IReadOnlyDictionary<string, string> Profile(string name) =>
        sections.GetValueOrDefault("profile " + name) ?? (name == "default" ? sections.GetValueOrDefault("default") : null) ?? [];

    public string? Service(string section, string service) => sections.GetValueOrDefault("services " + section)?.GetValueOrDefault(service + ".endpoint_url");

    private static string WithoutComment(string value)
    {
        var at = value.IndexOf(" #", StringComparison.Ordinal);
        return (at < 0 ? value : value[..at]).Trim();
    }
}
