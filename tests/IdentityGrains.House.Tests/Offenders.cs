namespace IdentityGrains.House.Tests;

/// <summary>A house rule names everyone who breaks it at once, so that one run is enough to mend them all.</summary>
internal static class Offenders
{
    public static void None(string rule, IEnumerable<string> offenders)
    {
        var all = offenders.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{rule}\n{all.Count} broken:\n  {string.Join("\n  ", all)}");
    }
}
