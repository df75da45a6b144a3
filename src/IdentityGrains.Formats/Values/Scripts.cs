namespace IdentityGrains.Formats.Values;

/// <summary>Alphabets whose letters pass for each other's.</summary>
internal static class Scripts
{
    private static readonly (int First, int Last, int Script)[] Ranges =
    [
        ('A', 'Z', 1), ('a', 'z', 1), (0xAA, 0xAA, 1), (0xBA, 0xBA, 1), (0xC0, 0x24F, 1), (0x250, 0x2AF, 1),
        (0x1E00, 0x1EFF, 1), (0x2C60, 0x2C7F, 1), (0xA720, 0xA7FF, 1), (0xAB30, 0xAB6F, 1),
        (0x370, 0x3FF, 2), (0x1F00, 0x1FFF, 2),
        (0x400, 0x52F, 3), (0x1C80, 0x1C8F, 3), (0x2DE0, 0x2DFF, 3), (0xA640, 0xA69F, 3),
        (0x530, 0x58F, 4),
        (0x10A0, 0x10FF, 5), (0x1C90, 0x1CBF, 5), (0x2D00, 0x2D2F, 5),
        (0x13A0, 0x13FF, 6), (0xAB70, 0xABBF, 6),
    ];

    /// <summary>
    /// True when one label mixes Latin, Greek, Cyrillic, Armenian, Georgian or Cherokee letters: no language does. Letters of other scripts
    /// may stand beside Latin ones, as in Japanese names.
    /// </summary>
    public static bool Mixes(string label)
    {
        var seen = 0;
        foreach (var rune in label.EnumerateRunes())
        {
            foreach (var (first, last, script) in Ranges)
            {
                if (rune.Value >= first && rune.Value <= last)
                {
                    if (seen != 0 && seen != script)
                    {
                        return true;
                    }

                    seen = script;
                }
            }
        }

        return false;
    }
}
