namespace IdentityGrains.Torture.Given;

/// <summary>What is different about one life of a process.</summary>
/// <param name="Before">What stands before everything on its command line.</param>
/// <param name="Environment">Environment variables besides its settings.</param>
internal sealed record Circumstances(IReadOnlyList<string> Before, IReadOnlyDictionary<string, string> Environment)
{
    public static readonly Circumstances Ordinary = new([], new Dictionary<string, string>(StringComparer.Ordinal));
}
