namespace Dashboard.SignIn;

public sealed class SignInOptions
{
    /// <summary>Lets anyone choose one of the demo people, without a password. Only beside a loopback AWS.</summary>
    public bool Demo { get; set; }

    /// <summary>How long a sign-in lasts, whatever the person does in the meantime.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(8);
}
