using Microsoft.Extensions.Options;

namespace Dashboard.SignIn;

/// <summary>Says everything that is wrong with the configuration at once, before anything listens.</summary>
public static class Startup
{
    /// <summary>The exit code for a bad configuration (sysexits' EX_CONFIG).</summary>
    public const int BadConfiguration = 78;

    /// <param name="shown">Takes out what nobody may read: messages about a value may quote it.</param>
    public static bool MayStart(this WebApplication app, Func<string, string> shown)
    {
        var combinations = StartupChecks.Find(app.Configuration, app.Environment.EnvironmentName, AwsSettings.OfThisMachine(), app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        string[] problems =
        [
            .. combinations.Select(problem => problem.ToString()),

            // A room may have found the same setting wanting; once is enough.
            .. OptionProblems(app.Services.GetService<IStartupValidator>()).Where(text => !combinations.Any(problem => text.Contains(problem.Setting, StringComparison.Ordinal))),
        ];
        if (problems.Length == 0)
            return true;
        Refuse([.. problems.Select(shown)]);
        return false;
    }

    /// <returns>The exit code.</returns>
    public static int Refuse(IReadOnlyCollection<string> problems)
    {
        Console.Error.WriteLine($"The dashboard does not start, because of {Ui.Format.Plural(problems.Count, "setting")}:");
        foreach (var problem in problems)
            Console.Error.WriteLine("  - " + problem);
        return BadConfiguration;
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
        catch (InvalidOperationException error)
        {
            // The binder could not read a value as a number, a time or one of a list; its message names the key.
            return [error.Message];
        }
    }
}
