namespace Dashboard.SignIn;

public enum Permission
{
    /// <summary>To see the wall display, and nothing else.</summary>
    Watch,
    View,
    RollBack,
    Acknowledge,

    /// <summary>To let nobody be told of a service or an alarm for a while.</summary>
    Mute,
    PutAlarms,

    /// <summary>To keep what everyone sees.</summary>
    Share,
    TestAlerts,
    KeepWall,
    Administer,
}
