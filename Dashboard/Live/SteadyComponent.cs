using Microsoft.AspNetCore.Components;

namespace Dashboard.Live;

/// <summary>A component that its parent does not draw again by giving it what it has. Parameters are compared by what they equal, so they must be immutable; content given to it always draws it, since that can change with the parent alone.</summary>
/// <remarks>The framework itself compares only primitive values: any record makes it draw, and a page hands records to a hundred components several times a minute.</remarks>
public abstract class SteadyComponent : ComponentBase
{
    private KeyValuePair<string, object?>[]? given;

    public override Task SetParametersAsync(ParameterView parameters)
    {
        if (IsSame(parameters))
            return Task.CompletedTask;
        var now = new List<KeyValuePair<string, object?>>();
        foreach (var parameter in parameters)
            now.Add(new(parameter.Name, parameter.Value));
        given = [.. now];
        return base.SetParametersAsync(parameters);
    }

    private bool IsSame(ParameterView parameters)
    {
        if (given is null)
            return false;
        var at = 0;
        foreach (var parameter in parameters)
            if (at >= given.Length || given[at].Key != parameter.Name || parameter.Value is RenderFragment || !Equals(given[at++].Value, parameter.Value))
                return false;
        return at == given.Length;
    }
}
