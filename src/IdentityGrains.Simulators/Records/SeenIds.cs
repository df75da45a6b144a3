namespace IdentityGrains.Simulators.Records;

/// <summary>The message ids that were applied, with what they said; the oldest are forgotten.</summary>
internal sealed class SeenIds(int max)
{
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>The hash of the body that was applied under an id; null when none was.</summary>
    public string? BodyHash(string id) => _hashes.GetValueOrDefault(id);

    /// <summary>Remembers an id.</summary>
    public void Add(string id, string bodyHash)
    {
        _hashes.Add(id, bodyHash);
        _order.Enqueue(id);
        if (_order.Count > max)
        {
            _hashes.Remove(_order.Dequeue());
        }
    }
}
