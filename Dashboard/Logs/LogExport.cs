using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Logs;

/// <summary>A file format for log events, written one at a time.</summary>
public sealed record LogExport(string Extension, string ContentType, string Header, Func<LogEvent, string> Write, Func<string, string> WriteNotice, Func<ImmutableArray<string>, string> TableHeader, Func<ImmutableArray<string>, ImmutableArray<string?>, string> WriteRow)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static LogExport Csv { get; } = new("csv", "text/csv; charset=utf-8", "time,service,log group,log stream,level,message\r\n", CsvRow, notice => $",,,,,{Ui.Csv.Field(notice)}\r\n", columns => Ui.Csv.Line([.. columns]), (_, cells) => Ui.Csv.Line([.. cells]));
    public static LogExport NdJson { get; } = new("ndjson", "application/x-ndjson; charset=utf-8", "", NdJsonRow, notice => Json(json => json.WriteString("notice", notice)), _ => "", NdJsonCells);

    private static string CsvRow(LogEvent line) => string.Join(
        ',',
        Iso(line.At),
        Ui.Csv.Field(line.Scope.Service?.ToString()),
        Ui.Csv.Field(line.Scope.Group.ToString()),
        Ui.Csv.Field(line.Stream),
        Level(line) ?? "",
        Ui.Csv.Field(line.Message)) + "\r\n";

    private static string NdJsonRow(LogEvent line) => Json(json =>
    {
        json.WriteString("time", Iso(line.At));
        json.WriteString("service", line.Scope.Service?.ToString());
        json.WriteString("logGroup", line.Scope.Group.ToString());
        json.WriteString("logStream", line.Stream);
        json.WriteString("eventId", line.Id);
        json.WriteString("level", Level(line));
        json.WriteString("message", line.Message);
    });

    private static string NdJsonCells(ImmutableArray<string> columns, ImmutableArray<string?> cells) => Json(json =>
    {
        foreach (var (column, cell) in columns.Zip(cells))
            json.WriteString(column, cell);
    });

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Relaxed))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length) + "\n";
    }

    private static string? Level(LogEvent line) => LogLevels.Of(line.Message) is var level and not LogSeverity.None ? level.ToString() : null;

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
