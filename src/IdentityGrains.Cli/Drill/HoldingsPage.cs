using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.Drill;

/// <summary>Shows what platforms are believed to hold of a customer: versions and how they are known, never a value.</summary>
internal static class HoldingsPage
{
    /// <summary>A row for each platform, with every field that it holds, or held and was told to forget.</summary>
    public static void Show(IAnsiConsole console, Holdings holdings)
    {
        var table = Page.Table(console, "platform", "recipient", "delivery", "holds (field@version, how known)");
        foreach (var platform in holdings.Platforms.Where(p => p.Delivery != "not_installed"))
        {
            var held = platform.Fields.Where(f => f.Version is not null).Select(f => $"{f.Field}@{f.Version} {(f.Cleared ? "cleared, " : "")}{f.Level}");
            var text = string.Join("; ", held);
            table.AddRow(
                Page.Mark(platform.Platform), Page.Mark(platform.Recipient),
                Page.Mark(platform.Reason is { } why ? $"{platform.Delivery}: {why}" : platform.Delivery), Page.Mark(text.Length > 0 ? text : "nothing"));
        }

        console.Write(table);
    }
}
