using Dashboard.Ui;

namespace Dashboard.Tests.Ui;

public sealed class CsvTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("  =1")]
    [InlineData("\u200b=1")]
    [InlineData("\ufeff@x")]
    [InlineData("\ufeff\u200b+1")]
    [InlineData("\u200d\u2060\n1")]
    [InlineData("\U000E0001=1")]
    [InlineData("\u00a0@x")]
    [InlineData("\u2028-1")]
    [InlineData("＝1")]
    public void What_a_spreadsheet_would_run_becomes_text(string text) => Assert.StartsWith("\"'", Csv.Field(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("checkout:43", "\"checkout:43\"")]
    [InlineData("say \"hi\", twice", "\"say \"\"hi\"\", twice\"")]
    [InlineData("a=1", "\"a=1\"")]
    [InlineData("", "\"\"")]
    [InlineData(null, "\"\"")]
    public void Everything_else_stays_as_it_is(string? text, string expected) => Assert.Equal(expected, Csv.Field(text));

    [Fact]
    public void A_line_keeps_its_empty_fields() => Assert.Equal("\"\",\"a\",\"\"\r\n", Csv.Line(null, "a", ""));
}
