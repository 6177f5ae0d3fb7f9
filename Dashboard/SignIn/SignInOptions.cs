namespace Dashboard.SignIn;

public sealed class SignInOptions
{
    /// <summary>Lets anyone choose one of the demo people, without a password. Only beside a loopback AWS.</summary>
    public bool Demo { get; set; }

    /// <summary>How long a sign-in lasts, whatever the person does in the meantime.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How long it lasts without a click or a key.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a wall display goes on.</summary>
    public TimeSpan WallLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How often an open page looks whether its session still counts.</summary>
    public TimeSpan Recheck { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Which claims give which role, and where. Without entries the app roles Viewer, OnCall and Manager hold everywhere.</summary>
    public List<RoleOptions> Roles { get; } = [];
}

public sealed class RoleOptions
{
    /// <summary>An app role's value or a group's object id.</summary>
    public string Claim { get; set; } = "";

    /// <summary>Viewer, OnCall or Manager.</summary>
    public string Role { get; set; } = "";

    /// <summary><c>target/cluster</c>, with <c>*</c> within a part; none for everywhere.</summary>
    public List<string> On { get; } = [];
}
