using Dashboard.Logs.Patterns;

namespace Dashboard.Tests.Logs.Patterns;

public sealed class HeaderLayoutTests
{
    [Theory]
    [InlineData("2031-05-01 10:00:0{0},123 INFO [main] shop.Orders: |order {0} placed")]
    [InlineData("2031-05-01T10:00:0{0}.123Z WARN |order {0} placed")]
    [InlineData("May  {0} 10:00:01 host-{0} orderd(core)[12{0}]: |order {0} placed")]
    [InlineData("05-0{0} 10:00:01.123  170{0}  239{0} D Orders  : |order {0} placed")]
    [InlineData("[Thu May 0{0} 10:00:01 2031] [error] |order {0} placed")]
    [InlineData("[05.0{0} 10:00:01] order.exe - |order {0} placed")]
    [InlineData("- 119131200{0} 2031.05.0{0} rack-{0} 2031-05-01-10.00.0{0}.123456 rack-{0} SHOP ORDERS INFO |order {0} placed")]
    [InlineData("orders.log 2031-05-01 10:00:01.00{0} 2574{0} INFO shop.orders.placed [req-{0} - -] |order {0} placed")]
    [InlineData("310501 10000{0} 14{0} INFO shop.Orders: |order {0} placed")]
    [InlineData("|order {0} placed")]
    [InlineData("|{0} orders placed at 10:00:01")]
    public void The_message_begins_after_what_every_line_begins_with(string form)
    {
        var lines = Enumerable.Range(1, 9).Select(number => string.Format(null, form, number)).ToList();
        var layout = HeaderLayout.Learn(lines.Select(line => line.Remove(line.IndexOf('|', StringComparison.Ordinal), 1)));
        Assert.All(lines, line => Assert.Equal(line.IndexOf('|', StringComparison.Ordinal), layout.End(line.Remove(line.IndexOf('|', StringComparison.Ordinal), 1))));
    }

    [Fact]
    public void A_component_of_two_words_belongs_to_the_header_and_a_line_without_one_keeps_its_message()
    {
        var layout = HeaderLayout.Learn(Enumerable.Range(1, 9).Select(number => $"May 1 10:00:0{number} host orderd[1]: order {number} placed"));
        Assert.Equal("saved", After(layout, "May 1 10:00:05 host order keeper[7]: saved"));
        Assert.Equal("--- repeated ---", After(layout, "May 1 10:00:05 host --- repeated ---"));
    }

    [Fact]
    public void A_line_without_the_header_of_the_others_is_taken_whole()
    {
        var layout = HeaderLayout.Learn(Enumerable.Range(1, 9).Select(number => $"2031-05-01 10:00:0{number} INFO order {number} placed"));
        Assert.Equal("   at Shop.Orders.Place() in Orders.cs:17", After(layout, "   at Shop.Orders.Place() in Orders.cs:17"));
    }

    private static string After(HeaderLayout layout, string line) => line[layout.End(line)..];
}
