using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace IdentityGrains.Gateway.Intake;

/// <summary>A customer's version as an entity tag: the number in quotes.</summary>
internal static class VersionTag
{
    private const long NoVersion = 0;

    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that a tag names; for a tag that was never ours a version that no record has, so that it matches nothing.</summary>
    public static long Read(EntityTagHeaderValue tag) =>
        !tag.IsWeak && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : NoVersion;
}
