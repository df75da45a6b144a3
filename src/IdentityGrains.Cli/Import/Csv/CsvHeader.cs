using System.Text.Json.Nodes;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Import.Csv;

/// <summary>
/// A table's header says what its columns mean: <c>source</c>, <c>key</c> and <c>observedAt</c>, perhaps <c>knows.source</c>, <c>knows.key</c>,
/// <c>signedIn</c> and <c>case</c>; every other column is a field. A field's name may end in a form: <c>postal_address.city</c> is a part,
/// <c>sale_share_opt_out:flag</c> is <c>true</c> or <c>false</c>, <c>contact_preferences:topics</c> is a list with semicolons. An empty cell says nothing.
/// </summary>
internal sealed class CsvHeader
{
    private const string Source = "source", Key = "key", ObservedAt = "observedAt", KnowsSource = "knows.source", KnowsKey = "knows.key";
    private const string SignedIn = "signedIn", Case = "case";
    private const string AsFlag = ":flag", AsTopics = ":topics";

    private static readonly HashSet<string> Own = [Source, Key, ObservedAt, KnowsSource, KnowsKey, SignedIn, Case];

    private readonly ImmutableArray<string> _columns;

    private CsvHeader(ImmutableArray<string> columns) => _columns = columns;

    /// <summary>How many columns the table has.</summary>
    public int Count => _columns.Length;

    /// <summary>Reads a header; what is wrong with it concerns every row.</summary>
    public static CsvHeader Read(CsvRecord record)
    {
        var columns = record.Cells;
        var why = record.Fault is { } fault ? fault
            : new[] { Source, Key, ObservedAt }.Except(columns).FirstOrDefault() is { } absent ? $"there is no column {absent}"
            : columns.Contains(KnowsSource) != columns.Contains(KnowsKey) ? $"{KnowsSource} and {KnowsKey} come together"
            : columns.Distinct(StringComparer.Ordinal).Count() != columns.Length ? "a column stands in it twice"
            : columns.Any(c => c.Length == 0 || c.Any(l => !char.IsAsciiLetterOrDigit(l) && l is not ('_' or '.' or ':'))) ? "a column has no name of a field"
            : null;
        return why is null ? new CsvHeader(columns) : throw new InvalidDataException($"The header of the table cannot be used: {why}.");
    }

    /// <summary>A row as the line that it means; null, with the place and what is wrong there, when it means none.</summary>
    public JsonObject? LineOf(ImmutableArray<string> cells, out Fault? fault)
    {
        var (line, fields) = (new JsonObject(), new JsonObject());
        fault = null;
        foreach (var (column, cell) in _columns.Zip(cells))
        {
            if (cell.Length == 0)
            {
                continue;
            }

            if (Own.Contains(column) ? !Tell(line, column, cell) : !Say(fields, column, cell))
            {
                fault = new Fault(column, "validation-failed");
                return null;
            }
        }

        if (fields.Count > 0)
        {
            line["assert"] = fields;
        }

        return line;
    }

    private static bool Tell(JsonObject line, string column, string cell)
    {
        switch (column)
        {
            case ObservedAt:
                line["at"] = cell;
                return true;
            case KnowsSource or KnowsKey:
                line["knows"] ??= new JsonObject();
                line["knows"]![column == KnowsKey ? Key : Source] = cell;
                return true;
            case SignedIn:
                return SayFlag(line, column, cell);
            case Case:
                line["evidence"] = new JsonArray(new JsonObject { ["kind"] = "case_reference", ["reference"] = cell });
                return true;
            default:
                line[column] = cell;
                return true;
        }
    }

    private static bool Say(JsonObject fields, string column, string cell)
    {
        if (column.EndsWith(AsFlag, StringComparison.Ordinal))
        {
            return SayFlag(fields, column[..^AsFlag.Length], cell);
        }

        if (column.EndsWith(AsTopics, StringComparison.Ordinal))
        {
            fields[column[..^AsTopics.Length]] = new JsonArray([.. cell.Split(';').Select(t => (JsonNode?)t.Trim())]);
            return true;
        }

        if (column.Split('.', 2) is [var field, var part])
        {
            if (fields[field] is null or JsonObject)
            {
                fields[field] ??= new JsonObject();
                fields[field]![part] = cell;
                return true;
            }

            return false;
        }

        fields[column] = cell;
        return true;
    }

    private static bool SayFlag(JsonObject of, string name, string cell)
    {
        of[name] = cell == "true";
        return cell is "true" or "false";
    }
}
