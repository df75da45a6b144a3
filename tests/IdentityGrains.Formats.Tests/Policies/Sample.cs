using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Formats.Tests.Policies;

/// <summary>The sample document, and documents with one thing changed in it.</summary>
internal static class Sample
{
    public static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml"));

    /// <summary>The sample with the first occurrence of a text replaced.</summary>
    public static string With(string old, string replacement)
    {
        var at = Text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The sample does not contain: {old}");
        return string.Concat(Text.AsSpan(0, at), replacement, Text.AsSpan(at + old.Length));
    }

    public static PolicyReading Changed(string old, string replacement) => PolicyDocument.Load(With(old, replacement));

    public static void Refuses(string document, string path, string code)
    {
        var reading = PolicyDocument.Load(document);
        Assert.Null(reading.Policy);
        Assert.True(
            reading.Errors.Any(e => e.Path == path && e.Code == code),
            $"Expected {path} {code}, got:\n{string.Join('\n', reading.Errors)}");
    }
}
