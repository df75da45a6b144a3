using System.Text;
using System.Text.Json;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.LookBack;

/// <summary>How a report is laid out: its columns, and the rows that one item of the gateway's answer makes.</summary>
/// <param name="Member">The member of the answer that lists the items.</param>
/// <param name="Columns">The columns' titles.</param>
/// <param name="Rows">The rows of one item; as many cells in each as there are columns.</param>
internal sealed record Sheet(string Member, ImmutableArray<string> Columns, Func<JsonElement, IEnumerable<string?[]>> Rows)
{
    /// <summary>The columns that people are shown: a screen is narrower than a file. All of them unless some are named.</summary>
    public ImmutableArray<string> OnScreen { get; init; } = Columns;

    /// <summary>Shows it as a table for people.</summary>
    public void Show(IAnsiConsole page, IReadOnlyList<JsonElement> items)
    {
        var table = Page.Table(page, [.. OnScreen]);
        int[] shown = [.. OnScreen.Select(c => Columns.IndexOf(c))];
        foreach (var row in items.SelectMany(Rows))
        {
            table.AddRow([.. shown.Select(c => Page.Mark(row[c] ?? ""))]);
        }

        page.Write(table);
        page.WriteLine(items.Count == 0 ? "nothing" : $"{Page.Number(items.Count)} in all");
    }

    /// <summary>The same as comma-separated values (RFC 4180).</summary>
    public string Csv(IEnumerable<JsonElement> items)
    {
        var text = new StringBuilder();
        foreach (var row in items.SelectMany(Rows).Prepend([.. Columns.Select(c => c.Replace(' ', '_'))]))
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>The items as they were answered, of all pages together.</summary>
    public string Json(IEnumerable<JsonElement> items)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray(Member);
            foreach (var item in items)
            {
                item.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    // What begins as a formula does would be one in a spreadsheet, and what stands here a platform may have chosen.
    private static string Cell(string? text)
    {
        var told = text is ['=' or '+' or '-' or '@', ..] ? "'" + text : text ?? "";
        return told.AsSpan().IndexOfAny(",\"\r\n") < 0 ? told : $"\"{told.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
