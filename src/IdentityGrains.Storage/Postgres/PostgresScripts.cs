using System.Text;

namespace IdentityGrains.Storage.Postgres;

/// <summary>The scripts that travel with the program.</summary>
internal static class PostgresScripts
{
    private const string Prefix = "postgres/";

    /// <summary>A script's text.</summary>
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(PostgresScripts).Assembly.GetManifestResourceStream($"{Prefix}{name}.sql")!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The numbered scripts of a family, in their order.</summary>
    public static IReadOnlyList<string> Numbered(string family) =>
    [
        .. typeof(PostgresScripts).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix + family + "-0", StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^".sql".Length]).Order(StringComparer.Ordinal),
    ];
}
