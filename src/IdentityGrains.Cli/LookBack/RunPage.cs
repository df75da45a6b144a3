using System.Globalization;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.LookBack;

/// <summary>Shows what runs over platforms' copies came to.</summary>
internal static class RunPage
{
    private const int DriftsShown = 20;

    /// <summary>Shows a run with what it found.</summary>
    public static void Show(IAnsiConsole page, RunReport report)
    {
        var (run, f) = (report.Run, report.Run.Figures);
        Page.Heading(page, $"{run.Platform} ({report.Recipient}), run {run.Number}, {run.Mode}");
        page.WriteLine(
            $"{Page.Number(f.Covered)} customers: {Page.Number(f.Equal)} equal, {Page.Number(f.Drifting)} differ, {Page.Number(f.Underway)} under way, "
            + $"{Page.Number(f.Refused)} refused, {Page.Number(f.Withheld)} withheld");
        page.WriteLine($"told anew: {Page.Number(f.Asked)}, repaired: {Page.Number(f.Repaired)}");
        if (run.Stopped is { } why)
        {
            page.MarkupLine(Page.Mark($"stopped: {why}; nothing was repaired", "red"));
        }

        Fields(page, [run]);
        Drifts(page, report.Drifts);
    }

    /// <summary>Shows the share of each field that platforms were shown to hold.</summary>
    public static void Fields(IAnsiConsole page, IReadOnlyList<Run> runs)
    {
        var table = Page.Table(page, "platform", "field", "should hold", "shown to hold", "conformance", "as of");
        foreach (var run in runs)
        {
            foreach (var field in run.Figures.Fields)
            {
                table.AddRow(
                    Page.Mark(run.Platform), Page.Mark(field.Field), Page.Number(field.Should), Page.Number(field.Equal), Share(field.Conformance),
                    Page.Instant(run.ChangedAt));
            }
        }

        page.Write(table);
    }

    /// <summary>Shows what differs, whose hand it was and what became of it.</summary>
    public static void Drifts(IAnsiConsole page, IReadOnlyList<Drift> drifts)
    {
        if (drifts.Count == 0)
        {
            return;
        }

        var table = Page.Table(page, "customer", "field", "kind", "changed there by", "what became of it");
        foreach (var drift in drifts.Take(DriftsShown))
        {
            table.AddRow(
                Page.Mark(drift.Customer), Page.Mark(drift.Field), Page.Mark(drift.Kind), Page.Mark(drift.By ?? ""),
                Page.Mark(drift.Left is { } left ? $"{drift.Stage}: {left}" : drift.Stage));
        }

        page.Write(table);
        if (drifts.Count > DriftsShown)
        {
            page.WriteLine($"and {Page.Number(drifts.Count - DriftsShown)} more");
        }
    }

    // Downwards: what is not whole must not read as if it were.
    private static string Share(double? share) =>
        share is { } known ? (Math.Floor(known * 10_000) / 100).ToString("0.00", CultureInfo.InvariantCulture) + " %" : "";
}
