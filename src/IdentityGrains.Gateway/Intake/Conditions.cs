using System.Globalization;
using IdentityGrains.Gateway.Problems;
using Microsoft.Net.Http.Headers;

namespace IdentityGrains.Gateway.Intake;

/// <summary>Names the conditions that an endpoint keeps.</summary>
internal sealed record KeepsConditions(params IReadOnlyList<string> Headers);

/// <summary>Under which conditions the caller asks. They are carried on: whether one holds is decided where the record is, in one step with the act.</summary>
internal static class Conditions
{
    public const string IfMatch = "If-Match";
    public const string IfVersionAtLeast = "If-Version-At-Least";
    public const string RequestDeadline = "Request-Deadline";

    private static readonly string[] All = [IfMatch, IfVersionAtLeast, RequestDeadline];

    /// <summary>A condition that the endpoint does not keep; null when there is none. To pass one over would be to break it.</summary>
    public static ProblemResult? Unkept(HttpContext http)
    {
        var kept = http.GetEndpoint()?.Metadata.GetMetadata<KeepsConditions>()?.Headers ?? [];
        return All.Except(kept, StringComparer.Ordinal).FirstOrDefault(http.Request.Headers.ContainsKey) is { } unkept ? Wrong(unkept) : null;
    }

    /// <summary>The version for which alone the act is meant; null for any.</summary>
    public static Read<long?> ExpectedVersion(HttpContext http)
    {
        long? any = null;
        if (!http.Request.Headers.TryGetValue(IfMatch, out var given))
        {
            return any;
        }

        return given.Count == 1 && EntityTagHeaderValue.TryParse(given.ToString(), out var tag)
            ? tag.Equals(EntityTagHeaderValue.Any) ? any : VersionTag.Read(tag)
            : Wrong(IfMatch);
    }

    /// <summary>The version that the caller has heard of; null when it names none.</summary>
    public static Read<long?> VersionAtLeast(HttpContext http)
    {
        long? none = null;
        return !http.Request.Headers.TryGetValue(IfVersionAtLeast, out var given) ? none
            : given.Count == 1 && long.TryParse(given.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? version
            : Wrong(IfVersionAtLeast);
    }

    /// <summary>After which instant the act is not to be begun any more; null for whenever.</summary>
    public static Read<DateTimeOffset?> Deadline(HttpContext http)
    {
        DateTimeOffset? none = null;
        return !http.Request.Headers.TryGetValue(RequestDeadline, out var given) ? none
            : given.Count == 1 && Rfc3339.Read(given.ToString()) is { } instant ? instant
            : Wrong(RequestDeadline);
    }

    private static ProblemResult Wrong(string header) => ProblemResult.At(Pointer.Header(header), Catalogue.ValidationFailed);
}
