using Dashboard.Fleet;
using Dashboard.Status;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Shell;

/// <summary>A part of a service's page that follows its row of the board by itself: the page around it is a hundred times as much, and seldom another.</summary>
public abstract class RowComponent : LiveComponent
{
    [Inject]
    private Feed<FleetBoard> Board { get; set; } = default!;

    /// <summary>As the page found it, which looks whether the person may see it.</summary>
    [Parameter, EditorRequired]
    public required ServiceStatus Row { get; set; }

    protected ServiceKey Key => Row.Key;

    /// <summary>The newest that is known of it.</summary>
    protected ServiceStatus Newest => Board.Current.Value?.Find(Key) ?? Row;

    protected override void OnInitialized() => Watch(Board);
}
