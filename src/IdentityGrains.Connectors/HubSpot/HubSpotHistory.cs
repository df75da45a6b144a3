using System.Globalization;
using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Reading;

namespace IdentityGrains.Connectors.HubSpot;

/// <summary>Who changed a property last, by its history.</summary>
internal static class HubSpotHistory
{
    private const string Integration = "INTEGRATION";

    /// <summary>The youngest change of any of these properties; null when none has a history.</summary>
    /// <param name="histories">The changes of each property, in any order.</param>
    /// <param name="ourAppId">The id of the app that we are there; null when it is not known.</param>
    /// <param name="now">The platform's present: what was changed later, nobody knows when.</param>
    public static PlatformChange? Last(IEnumerable<JsonElement> histories, string? ourAppId, DateTimeOffset now)
    {
        PlatformChange? last = null;
        foreach (var entry in histories.Where(h => h.ValueKind == JsonValueKind.Array).SelectMany(h => h.EnumerateArray()))
        {
            var at = PlatformTime.Of(entry.Member("timestamp").Text(), now);
            if (last is null || at > last.At || last.At is null)
            {
                last = new PlatformChange(By(entry), at, IsOurs(entry, ourAppId));
            }
        }

        return last;
    }

    private static bool IsOurs(JsonElement entry, string? ourAppId) =>
        ourAppId is { Length: > 0 } && entry.Member("sourceType").Text() == Integration && entry.Member("sourceId").Text() == ourAppId;

    // A person by number; a program by kind and id. What is no id is left out: an import or a form may be called by whatever somebody wrote.
    private static string? By(JsonElement entry)
    {
        if (entry.Member("updatedByUserId") is { ValueKind: JsonValueKind.Number } user && user.TryGetInt64(out var number) && number >= 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"user:{number}");
        }

        var (kind, id) = (PlatformChange.IdOf(entry.Member("sourceType").Text()), PlatformChange.IdOf(entry.Member("sourceId").Text()));
        return kind is null || id is null ? kind : PlatformChange.IdOf($"{kind}:{id}") ?? kind;
    }
}
