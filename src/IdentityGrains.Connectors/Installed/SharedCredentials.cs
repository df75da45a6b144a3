using System.Security.Cryptography;
using IdentityGrains.Connectors.Secrets;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.Installed;

/// <summary>
/// Finds platforms that are known by the same credential: whoever has one of them would be taken for the other, and one that leaks closes both. Each platform
/// has a service identity of its own (OWASP NHI9).
/// </summary>
internal static class SharedCredentials
{
    /// <summary>
    /// The faults of platforms that share a key by which messages are signed, an address and a credential, or a client that an issuer of tokens knows; none of
    /// them repeats it.
    /// </summary>
    public static IEnumerable<string> FaultsOf(IEnumerable<IConfigurationSection> platforms)
    {
        var known = new Dictionary<string, IConfigurationSection>(StringComparer.Ordinal);
        foreach (var platform in platforms)
        {
            IEnumerable<string> all = [.. Secrets(platform), .. Keys(platform), .. Credentials(platform), .. Clients(platform)];
            foreach (var by in all.Distinct(StringComparer.Ordinal))
            {
                if (!known.TryAdd(by, platform))
                {
                    yield return $"{platform.Path}: it has a credential of {known[by].Key}: a platform needs one of its own";
                    break;
                }
            }
        }
    }

    private static IEnumerable<string> Secrets(IConfigurationSection platform) => platform.GetSection("Secrets").GetChildren().Select(s => s.Value)
        .Concat(LinesOf(platform["SecretFile"])).OfType<string>().Where(s => s.StartsWith(Secret.Prefix, StringComparison.Ordinal)).Select(s => s.TrimEnd('='));

    // The same words at two addresses are two credentials: two organisations of one vendor may well number theirs alike.
    private static IEnumerable<string> Credentials(IConfigurationSection platform) => new[] { platform["Credential"] }
        .Concat(LinesOf(platform["CredentialFile"])).Where(c => c is { Length: > 0 }).Select(c => $"{Address(platform["Url"])}\n{c}");

    // Two files, in two notations, may hold one key.
    private static IEnumerable<string> Keys(IConfigurationSection platform)
    {
        using var key = platform["KeyFile"] is { Length: > 0 } file ? SigningKeyFile.Read(file, out _) : null;
        return key is null ? [] : ["key\n" + Convert.ToHexString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))];
    }

    // Whatever its secret is at the moment: the issuer makes the same tokens for it.
    private static IEnumerable<string> Clients(IConfigurationSection platform) =>
        platform["TokenUrl"] is { Length: > 0 } issuer && platform["ClientId"] is { Length: > 0 } client ? [$"client\n{Address(issuer)}\n{client}"] : [];

    private static string? Address(string? url) => (Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsoluteUri : url)?.TrimEnd('/');

    // A file that cannot be read is a fault of its own, and told where it is needed.
    private static IEnumerable<string> LinesOf(string? file)
    {
        if (file is not { Length: > 0 } || SecretFile.Unfit(file) is not null)
        {
            return [];
        }

        try
        {
            return [.. File.ReadAllLines(file).Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#').Take(SecretFile.MaxSecrets)];
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
