using Microsoft.Extensions.Options;

namespace Dashboard.SignIn;

/// <summary>Says everything that is wrong with the configuration at once, before anything listens.</summary>
public static class Startup
{
    /// <summary>The exit code for a bad configuration (sysexits' EX_CONFIG).</summary>
    public const int BadConfiguration = 78;

    public static bool MayStart(this WebApplication app)
    {
        string[] problems =
        [
            .. StartupChecks.Find(app.Configuration, app.Environment.EnvironmentName, AwsSettings.OfThisMachine()).Select(problem => problem.ToString()),
            .. OptionProblems(app.Services.GetService<IStartupValidator>()),
        ];
        if (problems.Length == 0)
            return true;
        Console.Error.WriteLine($"The dashboard does not start, because of {Ui.Format.Plural(problems.Length, "setting")}:");
        foreach (var problem in problems)
            Console.Error.WriteLine("  - " + problem);
        return false;
    }

    private static IEnumerable<string> OptionProblems(IStartupValidator? validator)
    {
        try
        {
            validator?.Validate();
            return [];
        }
        catch (OptionsValidationException error)
        {
            return error.Failures;
        }
        catch (AggregateException errors) when (errors.InnerExceptions.All(error => error is OptionsValidationException))
        {
            return errors.InnerExceptions.Cast<OptionsValidationException>().SelectMany(error => error.Failures);
        }
    }
}
