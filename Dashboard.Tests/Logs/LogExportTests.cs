using System.Text.Json;
using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogExportTests
{
    [Fact]
    public void A_csv_row_holds_instant_place_level_and_message() =>
        Assert.Equal("2026-01-31T12:00:00.000Z,\"\",\"production:/ecs/shop/checkout\",\"checkout/checkout/0a1b2c\",Error,\"ERROR a,b\"\r\n", LogExport.Csv.Write(LogMake.Event("ERROR a,b")));

    [Fact]
    public void An_ndjson_row_is_one_line_of_json_whatever_the_message()
    {
        var row = LogExport.NdJson.Write(LogMake.Event("two\nlines \"quoted\" \u001b[31m"));

        Assert.Equal(1, row.Count(character => character == '\n'));
        Assert.Equal("two\nlines \"quoted\" \u001b[31m", JsonDocument.Parse(row).RootElement.GetProperty("message").GetString());
    }

    [Fact]
    public async Task An_export_is_in_order_across_groups_although_their_pages_are_not()
    {
        var run = new LogExportRun(Pages(), 100);

        var lines = await run.LinesAsync().ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["5", "4", "3", "2", "1"], lines.Select(line => line.Message));
        Assert.Null(run.Notice);

        static async IAsyncEnumerable<LogPage> Pages()
        {
            await Task.Yield();
            yield return Page(4, 5, 3);
            yield return Page(2, 4, 2);
            yield return Page(0, 1);
        }
    }

    [Fact]
    public async Task An_export_that_is_cut_says_so_in_the_file()
    {
        var run = new LogExportRun(Pages(), 2);

        var lines = await run.LinesAsync().ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, lines.Count);
        Assert.StartsWith("Not complete: an export holds 2 lines at most.", run.Notice, StringComparison.Ordinal);

        static async IAsyncEnumerable<LogPage> Pages()
        {
            await Task.Yield();
            yield return Page(0, 5, 4, 3);
        }
    }

    private static LogPage Page(int backTo, params int[] seconds) =>
        new([.. seconds.Select(second => LogMake.Event($"{second}", second))], new LogProgress(Make.Noon.AddSeconds(backTo), 1, []));
}
