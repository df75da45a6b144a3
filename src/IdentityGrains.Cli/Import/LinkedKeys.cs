using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Import;

/// <summary>
/// Which keys may be one person's: those that are linked, over however many others. Their lines must be played in the file's order, those of
/// different people need not. A union-find with halved paths.
/// </summary>
internal sealed class LinkedKeys
{
    private readonly Dictionary<NativeKey, int> _places = [];
    private readonly List<int> _parents = [];

    /// <summary>Remembers that two keys are one person's.</summary>
    public void Link(NativeKey one, NativeKey other)
    {
        var (low, high) = (Root(Place(one)), Root(Place(other)));
        if (low > high)
        {
            (low, high) = (high, low);
        }

        // To the one that came first, so that the answer does not depend on who was linked when.
        _parents[high] = low;
    }

    /// <summary>A number that all keys of one person share, and no other key has.</summary>
    public int PersonOf(NativeKey key) => Root(Place(key));

    private int Place(NativeKey key)
    {
        if (!_places.TryGetValue(key, out var place))
        {
            place = _parents.Count;
            _places.Add(key, place);
            _parents.Add(place);
        }

        return place;
    }

    private int Root(int place)
    {
        while (_parents[place] != place)
        {
            _parents[place] = _parents[_parents[place]];
            place = _parents[place];
        }

        return place;
    }
}
