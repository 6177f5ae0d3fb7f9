using Dashboard.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Simulator;

public sealed class SimulatorOptionsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_said_at_start()
    {
        var problem = Assert.Throws<OptionsValidationException>(() => Validate("Simulator", "0"));

        Assert.Equal(["Simulator:Services", "Simulator:Urls"], problem.Failures.Select(failure => failure.Split(' ')[0]));
    }

    [Fact]
    public void Beside_an_account_they_do_not_matter() => Validate("Account", "0");

    private static void Validate(string source, string services)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Aws:Source"] = source,
            ["Simulator:Services"] = services,
            ["Simulator:Urls"] = "http://0.0.0.0:4566",
        }).Build();
        using var provider = new ServiceCollection().AddSimulator(configuration).BuildServiceProvider();
        provider.GetService<IStartupValidator>()?.Validate();
    }
}
