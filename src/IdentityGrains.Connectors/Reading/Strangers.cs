using System.Collections.Immutable;

namespace IdentityGrains.Connectors.Reading;

/// <summary>
/// Finds those of a batch of whom the platform has no record and is to be told only that something is no more: an upsert would make the record to clear it.
/// </summary>
/// <param name="reader">Looks.</param>
/// <param name="keyPath">The path of our key, which stands in every delivery that names it.</param>
/// <param name="time">The clock.</param>
internal sealed class Strangers(IPlatformReader reader, string keyPath, TimeProvider time)
{
    // A withdrawal has a permit of seconds. What is not known by then is told: an empty record is a lesser harm than a value that stays.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    /// <summary>The keys of whom the platform says that it has no record. It never throws for what a platform does, or does not say in time.</summary>
    public async Task<ImmutableHashSet<string>> Among(IEnumerable<PlatformDelivery> batch, CancellationToken ct)
    {
        string[] asked = [.. batch.Where(d => d.OnlyClears(keyPath)).Select(d => d.Key)];
        var unknown = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        if (asked.Length == 0)
        {
            return unknown.ToImmutable();
        }

        using var enough = new CancellationTokenSource(Within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, ct);
        try
        {
            foreach (var keys in asked.Chunk(reader.KeysAtOnce))
            {
                if (await reader.Read(keys, [], either.Token) is not ReadAnswer.Observed seen)
                {
                    break;
                }

                unknown.UnionWith(keys.Except(seen.Observations.Select(o => o.Key), StringComparer.Ordinal));
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // What was said until then holds.
        }

        return unknown.ToImmutable();
    }
}
