namespace IdentityGrains.Formats.Signals;

/// <summary>The first section of a Global Privacy Platform string: which sections follow.</summary>
internal static class GppHeader
{
    /// <summary>The version of the format that is read.</summary>
    public const int Version = 1;

    /// <summary>Sections of one string.</summary>
    public const int MostSections = 64;

    private const int Type = 3;

    /// <summary>The ids of the sections in their order, ascending; null when it is no header.</summary>
    public static IReadOnlyList<int>? Read(BitReader bits)
    {
        if (bits.Int(6) != Type || bits.Int(6) != Version)
        {
            return null;
        }

        var ids = new List<int>();
        for (var (left, last) = (bits.Int(12), 0); left > 0 && !bits.Failed; left--)
        {
            var isRange = bits.Flag();
            var first = last + bits.Fibonacci();
            last = first + (isRange ? bits.Fibonacci() : 0);
            if (ids.Count + last - first >= MostSections)
            {
                bits.Fail();
            }

            for (var id = first; id <= last && !bits.Failed; id++)
            {
                ids.Add(id);
            }
        }

        return bits.EndsWell() ? ids : null;
    }
}
