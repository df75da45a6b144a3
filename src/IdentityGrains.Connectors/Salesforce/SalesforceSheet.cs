using System.Text;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Salesforce;

/// <summary>
/// Deliveries as one sheet of CSV: a row to each, a column to every field that any of them writes. An empty cell leaves unchanged, <c>#N/A</c> clears.
/// </summary>
internal sealed class SalesforceSheet
{
    /// <summary>
    /// The longest sheet, in bytes. The vendor takes 150 MB; what comes back repeats it, and is read only as far as any answer is.
    /// </summary>
    public const int MostBytes = 6 * 1024 * 1024;

    /// <summary>What clears a value.</summary>
    public const string Clears = "#N/A";

    private readonly Dictionary<int, SendResult> _without = [];

    private SalesforceSheet(byte[] bytes) => Bytes = bytes;

    /// <summary>The sheet.</summary>
    public byte[] Bytes { get; private init; }

    /// <summary>True when no delivery stands in it.</summary>
    public bool IsEmpty { get; private init; }

    /// <summary>A sheet of a batch.</summary>
    /// <param name="batch">The deliveries.</param>
    /// <param name="externalId">The field of our key.</param>
    public static SalesforceSheet Of(IReadOnlyList<PlatformDelivery> batch, string externalId)
    {
        var cells = batch.Select(Cells).ToArray();
        string[] columns = [.. cells.Where(c => c is not null).SelectMany(c => c!.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var (text, without, written) = (new StringBuilder(Csv.Row(columns.Prepend(externalId))), new Dictionary<int, SendResult>(), 0);
        var length = text.Length * 3;
        for (var i = 0; i < batch.Count; i++)
        {
            if (cells[i] is not { } row)
            {
                without[i] = new SendResult.Rejected("not_expressible");
                continue;
            }

            var line = Csv.Row(columns.Select(c => row.GetValueOrDefault(c, "")).Prepend(batch[i].Key));
            length += Encoding.UTF8.GetByteCount(line);
            if (length > MostBytes)
            {
                without[i] = SendResult.Retry.BatchFull;
                continue;
            }

            text.Append(line);
            written++;
        }

        var sheet = new SalesforceSheet(Encoding.UTF8.GetBytes(text.ToString())) { IsEmpty = written == 0 };
        foreach (var (at, result) in without)
        {
            sheet._without[at] = result;
        }

        return sheet;
    }

    /// <summary>What is known of a delivery that does not stand in it; null of one that does.</summary>
    public SendResult? Without(int at) => _without.GetValueOrDefault(at);

    // Null when a value cannot be told apart from what clears, or leaves, another one.
    private static Dictionary<string, string>? Cells(PlatformDelivery delivery)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, value) in delivery.Fields.SelectMany(f => SalesforceFields.Of(f.Path, f.Value)))
        {
            if (Cell(value) is not { Length: > 0 } cell)
            {
                return null;
            }

            cells[field] = cell;
        }

        return delivery.Key is "" or Clears ? null : cells;
    }

    private static string? Cell(FieldValue value) => value switch
    {
        { IsBlank: true } => Clears,
        FieldValue.Text { Value: Clears } => null,
        FieldValue.Text text => text.Value,
        FieldValue.Flag flag => flag.Value ? "true" : "false",
        FieldValue.Topics topics when !topics.Values.Any(t => t.Contains(';', StringComparison.Ordinal)) => string.Join(';', topics.Values),
        _ => null,
    };
}
