using System.Globalization;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using Microsoft.Net.Http.Headers;

namespace IdentityGrains.Gateway.Scim;

/// <summary>
/// A resource's version as SCIM writes it: weak, because what two callers see at one version need not be the same. It counts in <c>If-Match</c> all the
/// same, as the RFC has it.
/// </summary>
internal static class ScimTag
{
    private const long NoVersion = 0;

    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    /// <summary>The version for which alone a change is meant; null for any.</summary>
    public static Read<long?> Expected(HttpContext http)
    {
        var given = http.Request.Headers.IfMatch;
        return given.Count == 0 ? (long?)null
            : given.Count == 1 ? Expected(given.ToString(), Pointer.Header(Conditions.IfMatch))
            : ProblemResult.At(Pointer.Header(Conditions.IfMatch), Catalogue.ValidationFailed);
    }

    /// <summary>The version that a tag names; for one that was never ours a version that no record has, so that it matches nothing.</summary>
    public static Read<long?> Expected(string text, string pointer) =>
        !EntityTagHeaderValue.TryParse(text, out var tag) ? ProblemResult.At(pointer, Catalogue.ValidationFailed)
        : tag.Equals(EntityTagHeaderValue.Any) ? (long?)null
        : long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
        : NoVersion;

    /// <summary>True when the caller has the version already.</summary>
    public static bool Knows(HttpContext http, long version) =>
        EntityTagHeaderValue.TryParseList(http.Request.Headers.IfNoneMatch, out var known)
        && known.Any(k => k.Equals(EntityTagHeaderValue.Any)
            || k.Compare(new EntityTagHeaderValue($"\"{version}\"", isWeak: true), useStrongComparison: false));
}
