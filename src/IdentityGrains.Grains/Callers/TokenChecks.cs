using System.Security.Cryptography;
using IdentityGrains.Storage.Journal;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityGrains.Grains.Callers;

/// <summary>What is asked of every token and every signature alike: its times and its keys.</summary>
internal static class TokenChecks
{
    /// <summary>By how much clocks may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>Whether a token's time has come and is not over. The library's own check reads the process's clock; only the store's decides.</summary>
    public static LifetimeValidator LivesBy(IStoreClock clock) => (from, until, _, _) =>
    {
        var now = clock.Now;
        if (until is null || now > new DateTimeOffset(until.Value, TimeSpan.Zero) + Skew)
        {
            throw new SecurityTokenExpiredException();
        }

        return from is null || now >= new DateTimeOffset(from.Value, TimeSpan.Zero) - Skew;
    };

    /// <summary>Whether a token lives no longer than it may. Dated ahead, a short life would begin whenever its owner likes.</summary>
    public static bool IsShortLived(JsonWebToken token, TimeSpan longest, IStoreClock clock) =>
        token.ValidTo - token.IssuedAt <= longest && new DateTimeOffset(token.IssuedAt, TimeSpan.Zero) <= clock.Now + Skew;

    /// <summary>Reads a key of a PEM file.</summary>
    public static ECDsaSecurityKey ReadKey(string file)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return new ECDsaSecurityKey(key);
    }
}
