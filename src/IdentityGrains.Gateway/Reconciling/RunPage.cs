using System.Globalization;
using System.Net;
using System.Text;
using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Reconciling;

namespace IdentityGrains.Gateway.Reconciling;

/// <summary>A reconciliation as a page of its own: it loads nothing, runs nothing and prints on paper.</summary>
internal static class RunPage
{
    public const string MediaType = "text/html";

    private const string Style =
        """
        body{font:15px/1.5 system-ui,sans-serif;color:#1a1d21;max-width:62rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem;margin-bottom:.2rem}
        h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{text-align:left;
        padding:.3rem .6rem;border-bottom:1px solid #d7dbe0}th{font-weight:600}td.n,th.n{text-align:right}.low{color:#a4151c;font-weight:600}
        p.note{color:#555c66}code{font-size:.85em}@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}
        """;

    public static string Write(RunReport report)
    {
        var (run, page) = (report.Run, new StringBuilder());
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Title(run)}</title>");
        page.Append(CultureInfo.InvariantCulture, $"<style>{Style}</style></head><body><h1>{Title(run)}</h1>");
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Text(report.Recipient)} · {Text(report.Policy)} · {Words.Of(run.Mode)} · begun ");
        page.Append(CultureInfo.InvariantCulture, $"{At(run.StartedAt)} by {Text(run.StartedBy)} · {Words.Of(run.Stage)} {At(run.ChangedAt)}</p>");
        if (run.Stopped is { } why)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"low\">Stopped: {Text(why)}. Nothing was repaired.</p>");
        }

        Totals(page, run.Figures);
        Fields(page, run.Figures);
        Drifts(page, report);
        return page.Append("</body></html>\n").ToString();
    }

    private static string Title(RunLine run) => $"Reconciliation of {Text(run.Platform.Value)}, run {run.Number.ToString(CultureInfo.InvariantCulture)}";

    private static void Totals(StringBuilder page, ReconciliationFigures f) => Table(
        page, "Customers", ["covered", "looked at", "equal", "drifting", "under way", "refused", "withheld", "told anew", "repaired"],
        [[N(f.Covered), N(f.Looked), N(f.Equal), N(f.Drifting), N(f.Underway), N(f.Refused), N(f.Withheld), N(f.Asked), N(f.Repaired)]], textual: 0);

    private static void Fields(StringBuilder page, ReconciliationFigures f) => Table(
        page, "Conformance", ["field", "should hold", "shown to hold", "drifting", "conformance"],
        f.Fields.Select(v => new[] { Text(v.Key), N(v.Value.Should), N(v.Value.Equal), N(v.Value.Drifting), Share(v.Value.Conformance) }), textual: 1);

    private static void Drifts(StringBuilder page, RunReport report)
    {
        if (report.Drifts.Length > 0)
        {
            Table(
                page, report.More ? $"Drift (the first {N(report.Drifts.Length)})" : "Drift",
                ["customer", "field", "kind", "changed there by", "at", "what became of it"],
                report.Drifts.Select(d => new[]
                {
                    $"<code>{d.Customer}</code>", Text(d.Field.Value), Words.Of(d.Kind), Text(d.By ?? ""), d.ChangedAt is { } at ? At(at) : "",
                    d.Left is { } left ? $"{Words.Of(d.Stage)}: {Words.Of(left)}" : Words.Of(d.Stage),
                }),
                textual: 6);
        }
    }

    private static void Table(StringBuilder page, string title, string[] heads, IEnumerable<string[]> rows, int textual)
    {
        string Class(int column) => column < textual ? "" : " class=\"n\"";
        page.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2><table><thead><tr>");
        page.AppendJoin("", heads.Select((h, i) => $"<th{Class(i)}>{h}</th>")).Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            page.Append("<tr>").AppendJoin("", row.Select((cell, i) => $"<td{Class(i)}>{cell}</td>")).Append("</tr>");
        }

        page.Append("</tbody></table>");
    }

    // Downwards: what is not whole must not read as if it were.
    private static string Share(double? share) =>
        share is { } known ? (Math.Floor(known * 10_000) / 100).ToString("0.00", CultureInfo.InvariantCulture) + " %" : "";

    private static string N(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
