using System.Text;
using System.Text.Json;
using Dashboard.Logs.Patterns;

namespace Dashboard.Tests.Logs.Patterns;

public sealed class PatternsCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void It_prints_an_id_per_line_then_each_template_with_its_count()
    {
        var (code, output, errors) = Run(File("pump 1 started\npump 2 started\nvalve stuck\npump 3 started\n"));
        var lines = output.Split('\n');
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal((lines[0], lines[0]), (lines[1], lines[3]));
        Assert.NotEqual(lines[0], lines[2]);
        Assert.Equal(["", $"{lines[0]}\t3\tpump <number> started", $"{lines[2]}\t1\tvalve stuck", ""], lines[4..]);
    }

    [Fact]
    public void A_relative_path_is_meant_from_where_it_was_typed()
    {
        var file = File("pump 1 started\n");
        var name = Path.GetFileName(file);

        Assert.Equal(file, PatternsCommand.Typed(name, Path.GetDirectoryName(file)));
        Assert.Equal(name, PatternsCommand.Typed(name, null));
        Assert.Equal("nowhere.log", PatternsCommand.Typed("nowhere.log", Path.GetDirectoryName(file)));
    }

    [Fact]
    public void As_JSON_it_prints_ids_and_templates_with_their_parameters()
    {
        var (code, output, _) = Run(File("pump 1 started\nvalve stuck\npump 3 started"), "--json");
        using var json = JsonDocument.Parse(output);
        var ids = json.RootElement.GetProperty("ids").EnumerateArray().Select(id => id.GetString()).ToList();
        var pump = json.RootElement.GetProperty("templates")[0];
        Assert.Equal(0, code);
        Assert.Equal(3, ids.Count);
        Assert.Equal(ids[0], ids[2]);
        Assert.Equal((ids[0], "pump <number> started", 2), (pump.GetProperty("id").GetString(), pump.GetProperty("template").GetString(), pump.GetProperty("count").GetInt32()));
        Assert.Equal("number", pump.GetProperty("parameters")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public void Every_line_has_an_id_whatever_it_holds()
    {
        byte[] bytes = [.. "one 1\r\n\n\0nul\n"u8, 0xff, 0xfe, (byte)'\n', .. Encoding.UTF8.GetBytes(new string('x', 1_000_000)), (byte)'\n', .. "lone\rreturn\nlast 2"u8];
        var file = Path.Combine(folder, "odd");
        System.IO.File.WriteAllBytes(file, bytes);
        var (code, output, _) = Run(file);
        var lines = output.Split('\n');
        Assert.Equal(0, code);
        Assert.All(lines[..7], id => Assert.Equal(16, id.Length));
        Assert.Equal("", lines[7]);
    }

    [Fact]
    public void A_carriage_return_before_the_line_feed_makes_no_difference() =>
        Assert.Equal(Run(File("a 1\nb\n")).Output, Run(File("a 1\r\nb\r\n")).Output);

    [Fact]
    public void An_empty_file_has_no_ids() => Assert.Equal((0, "\n", ""), Run(File("")));

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
    {
        var (code, output, errors) = Run(Path.Combine(folder, "missing"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("missing", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_an_error()
    {
        var (code, output, errors) = Run(folder);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("is a directory", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--json")]
    [InlineData("a", "b")]
    [InlineData("--yaml")]
    public void Anything_but_one_file_is_an_error_that_says_how_it_is_used(params string[] args)
    {
        var (code, output, errors) = Run(args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("patterns FILE [--json]", errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File(string text)
    {
        var file = Path.Combine(folder, Guid.NewGuid().ToString());
        System.IO.File.WriteAllText(file, text);
        return file;
    }

    private static (int Code, string Output, string Errors) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (PatternsCommand.Run(args, output, errors), output.ToString(), errors.ToString());
    }
}
