using System.Collections.Immutable;
using System.Text.Json;
using IdentityGrains.Simulators.Doors;

namespace IdentityGrains.Simulators.Faults;

/// <summary>
/// Faults of several platforms in one document: <c>{"crm":[{"kind":"reset_after_apply","rate":0.1}]}</c>, each as the door for faults takes it.
/// </summary>
public static class FaultsFile
{
    /// <summary>The faults by platform, in the order in which they stand there; what is none is an <see cref="InvalidDataException"/>.</summary>
    public static ImmutableArray<(string Platform, Fault Fault)> Read(ReadOnlySpan<byte> json)
    {
        var read = Parse(json);
        foreach (var (platform, fault) in read)
        {
            if (fault.Misfit() is { } misfit)
            {
                throw new InvalidDataException($"A fault of {platform}: {misfit}.");
            }
        }

        return read;
    }

    private static ImmutableArray<(string Platform, Fault Fault)> Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Fault[]>>(json, Inspection.Json) is { } byPlatform
                ? [.. byPlatform.SelectMany(p => p.Value.Select(f => (p.Key, f)))]
                : [];
        }
        catch (JsonException unread)
        {
            throw new InvalidDataException($"The faults are no document of faults: {unread.Path}.", unread);
        }
    }
}
