namespace IdentityGrains.Gateway.Intake;

/// <summary>Writes RFC 6901 pointers at what is wrong.</summary>
internal static class Pointer
{
    // A pointer echoes the caller's own names; a name of kilobytes is not one that anybody looks up.
    private const int MaxName = 128;

    /// <summary>The whole body.</summary>
    public const string Root = "";

    public static string To(params ReadOnlySpan<string> names)
    {
        var pointer = Root;
        foreach (var name in names)
        {
            pointer = Below(pointer, name);
        }

        return pointer;
    }

    public static string Below(string pointer, string name) =>
        name.Length > MaxName ? pointer : $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    public static string Below(string pointer, int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{pointer}/{index}");

    public static string Header(string name) => To("headers", name);

    public static string Query(string name) => To("query", name);
}
