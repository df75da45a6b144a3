using System.Globalization;

namespace IdentityGrains.Formats.Signals;

/// <summary>A set of ids from 1 on, kept as ranges: a hostile text names millions in a few bytes, so they are never unfolded.</summary>
internal sealed class IdRanges
{
    /// <summary>How many ranges are told in words; of further ones it is told how many there are.</summary>
    public const int MostTold = 64;

    private const int CountBits = 12;
    private const int IdBits = 16;

    private readonly List<(int First, int Last)> _ranges = [];

    /// <summary>How many ids are in it.</summary>
    public int Count => _ranges.Sum(r => r.Last - r.First + 1);

    /// <summary>One bit for each id from 1 on.</summary>
    public static IdRanges OfBits(BitReader bits, int length)
    {
        var ids = new IdRanges();
        if (length > bits.Left)
        {
            bits.Fail();
            return ids;
        }

        for (var id = 1; id <= length; id++)
        {
            if (bits.Flag())
            {
                ids.Add(id, id);
            }
        }

        return ids;
    }

    /// <summary>The largest id, and then bits or ranges, as the text says.</summary>
    public static IdRanges OfVendors(BitReader bits)
    {
        var largest = bits.Int(IdBits);
        return bits.Flag() ? OfEntries(bits, largest) : OfBits(bits, largest);
    }

    /// <summary>A counted list of ids and ranges of ids, none above the largest.</summary>
    public static IdRanges OfEntries(BitReader bits, int largest)
    {
        var entries = new List<(int First, int Last)>();
        for (var left = bits.Int(CountBits); left > 0 && !bits.Failed; left--)
        {
            var isRange = bits.Flag();
            var first = bits.Int(IdBits);
            var last = isRange ? bits.Int(IdBits) : first;
            if (first < 1 || last < first || last > largest)
            {
                bits.Fail();
            }

            entries.Add((first, last));
        }

        // The standard does not say that entries are in order, nor that they do not overlap.
        var ids = new IdRanges();
        foreach (var (first, last) in entries.Order())
        {
            ids.Add(first, last);
        }

        return ids;
    }

    /// <summary>For example <c>2,6-8</c>.</summary>
    public override string ToString()
    {
        var told = string.Join(',', _ranges.Take(MostTold).Select(Written));
        return _ranges.Count <= MostTold ? told : string.Create(CultureInfo.InvariantCulture, $"{told} and {_ranges.Count - MostTold} more");
    }

    private static string Written((int First, int Last) range) => range.First == range.Last
        ? range.First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}");

    // In order of the first ids.
    private void Add(int first, int last)
    {
        if (_ranges.Count > 0 && first <= _ranges[^1].Last + 1)
        {
            _ranges[^1] = (_ranges[^1].First, Math.Max(_ranges[^1].Last, last));
        }
        else
        {
            _ranges.Add((first, last));
        }
    }
}
