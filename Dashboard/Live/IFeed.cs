namespace Dashboard.Live;

/// <summary>A feed, whatever it brings.</summary>
public interface IFeed
{
    /// <summary>What it brings, as in "Fleet".</summary>
    string Name { get; }

    /// <summary>When what it shows was observed, UTC; null while it has nothing.</summary>
    DateTimeOffset? ObservedAt { get; }

    /// <summary>Why there is nothing newer; null when the newest attempt succeeded.</summary>
    Fault? Fault { get; }

    /// <summary>Who is told of changes now.</summary>
    int Subscribers { get; }
}
