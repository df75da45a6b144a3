namespace IdentityGrains.Connectors.Scim;

/// <summary>
/// Which resource a key led to last. A hint that saves a search: what it leads to is read, and looked at, before anything is written there. The least lately
/// used are forgotten.
/// </summary>
internal sealed class ScimIds(int most = ScimIds.MostRemembered)
{
    /// <summary>The most keys that are remembered.</summary>
    public const int MostRemembered = 100_000;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, string Id)>> _byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, string Id)> _used = new();

    /// <summary>The resource; null when none is remembered.</summary>
    public string? Find(string key)
    {
        lock (_turn)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                return null;
            }

            _used.Remove(node);
            _used.AddFirst(node);
            return node.Value.Id;
        }
    }

    /// <summary>Remembers a resource in place of another.</summary>
    public void Remember(string key, string id)
    {
        lock (_turn)
        {
            if (_byKey.Remove(key, out var old))
            {
                _used.Remove(old);
            }

            _byKey[key] = _used.AddFirst((key, id));
            if (_byKey.Count > most)
            {
                _byKey.Remove(_used.Last!.Value.Key);
                _used.RemoveLast();
            }
        }
    }

    /// <summary>Forgets where a key led to.</summary>
    public void Forget(string key)
    {
        lock (_turn)
        {
            if (_byKey.Remove(key, out var node))
            {
                _used.Remove(node);
            }
        }
    }
}
