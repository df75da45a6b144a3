using System.Text.RegularExpressions;

namespace IdentityGrains.Formats;

/// <summary>How patterns over foreign text are matched.</summary>
internal static class Patterns
{
    /// <summary>In time linear in the text, whatever somebody wrote to make it slow.</summary>
    public const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;
}
