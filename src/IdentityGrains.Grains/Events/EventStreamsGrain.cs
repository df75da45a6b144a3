namespace IdentityGrains.Grains.Events;

/// <summary>
/// Remembers a principal's streams for as long as they ask on. Only in memory: after a silo's death streams are counted again as they ask.
/// </summary>
[GrainType("event-streams")]
internal sealed class EventStreamsGrain(TimeProvider time) : Grain, IEventStreamsGrain
{
    /// <summary>How many streams one principal may have at once.</summary>
    public const int MostStreams = 16;

    /// <summary>For how long a stream that does not ask is still counted: longer than one that waits for its reader says nothing.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(20);

    private readonly Dictionary<Guid, long> _heard = [];

    public Task<bool> Enter(Guid stream)
    {
        if (!_heard.ContainsKey(stream) && _heard.Count >= MostStreams)
        {
            foreach (var (silent, _) in _heard.Where(h => time.GetElapsedTime(h.Value) > Remembered).ToArray())
            {
                _heard.Remove(silent);
            }
        }

        if (!_heard.ContainsKey(stream) && _heard.Count >= MostStreams)
        {
            return Task.FromResult(false);
        }

        _heard[stream] = time.GetTimestamp();
        return Task.FromResult(true);
    }

    public Task Leave(Guid stream)
    {
        _heard.Remove(stream);
        return Task.CompletedTask;
    }
}
