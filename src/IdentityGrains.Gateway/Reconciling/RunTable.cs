using System.Globalization;
using System.Text;
using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain;

namespace IdentityGrains.Gateway.Reconciling;

/// <summary>A run's drifts as comma-separated values (RFC 4180), one a line.</summary>
internal static class RunTable
{
    public const string MediaType = "text/csv";

    private const string Head = "customer,platform,field,path,kind,version,found_at,run,by,changed_at,stage,left,stage_at\r\n";

    public static string Write(RunReport report)
    {
        var text = new StringBuilder(Head);
        foreach (var drift in report.Drifts)
        {
            text.AppendJoin(
                ',',
                new[]
                {
                    drift.Customer.ToString(), drift.Platform.Value, drift.Field.Value, drift.Path, Words.Of(drift.Kind),
                    drift.Version.ToString(CultureInfo.InvariantCulture), At(drift.FoundAt), drift.Run.ToString(CultureInfo.InvariantCulture), drift.By,
                    drift.ChangedAt is { } changed ? At(changed) : "", Words.Of(drift.Stage), drift.Left is { } left ? Words.Of(left) : "", At(drift.StageAt),
                }.Select(Cell));
            text.Append("\r\n");
        }

        return text.ToString();
    }

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    // What begins as a formula does would be one in a spreadsheet, and what stands here a platform chose.
    private static string Cell(string? text)
    {
        var told = text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text ?? "";
        return told.AsSpan().IndexOfAny(",\"\r\n") < 0 ? told : $"\"{told.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
