using System.Text.RegularExpressions;

namespace IdentityGrains.Client.Tests.Packages;

/// <summary>The page that the package shows.</summary>
internal static partial class Readme
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(Workbench.Root, "src", "IdentityGrains.Client", "README.md"));

    /// <summary>The whole program that it shows.</summary>
    public static string Example { get; } = Assert.Single(CSharp().Matches(Text)).Groups["code"].Value;

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CSharp();
}
