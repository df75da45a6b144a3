namespace IdentityGrains.Formats.Signals;

/// <summary>A consent string of the Transparency and Consent Framework, version 2: a core segment, and further ones in any order, each once.</summary>
internal static class TcfString
{
    private const char Between = '.';
    private const int MostSegments = 4;

    /// <summary>True with its content added; false when it is no such string.</summary>
    public static bool Read(string text, SignalContent content)
    {
        // One more than there can be: what is left over then holds a dot, which is no base64url.
        var segments = text.Split(Between, MostSegments + 1);
        if (!TcfCore.Read(new BitReader(segments[0]), content))
        {
            return false;
        }

        var seen = 0;
        foreach (var segment in segments.Skip(1))
        {
            var type = TcfSegment.Read(new BitReader(segment), content);
            if (type is null || (seen & (1 << type.Value)) != 0)
            {
                return false;
            }

            seen |= 1 << type.Value;
        }

        return true;
    }
}
