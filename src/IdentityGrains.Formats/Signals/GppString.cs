namespace IdentityGrains.Formats.Signals;

/// <summary>A string of the Global Privacy Platform: a header, and the sections that it names.</summary>
internal static class GppString
{
    private const char Between = '~';

    /// <summary>True with its content added, and what it says of Global Privacy Control; false when it is no such string.</summary>
    public static bool Read(string text, SignalContent content, out bool? gpc)
    {
        gpc = null;
        var sections = text.Split(Between, GppHeader.MostSections + 2);
        if (GppHeader.Read(new BitReader(sections[0])) is not { } ids || ids.Count != sections.Length - 1)
        {
            return false;
        }

        content.Add("gppVersion", GppHeader.Version);
        content.Add("sections", string.Join(',', ids.Select(GppSections.NameOf)));
        for (var i = 0; i < ids.Count; i++)
        {
            if (!Section(ids[i], sections[i + 1], content, out var said))
            {
                return false;
            }

            // One section that says yes is enough: two laws may apply to one person, and the stricter one must be kept.
            gpc = said is null ? gpc : said.Value || gpc is true;
        }

        return true;
    }

    private static bool Section(int id, string text, SignalContent content, out bool? gpc)
    {
        gpc = null;
        if (id is GppSections.UsNational or GppSections.UsCalifornia)
        {
            content.Prefix = GppSections.NameOf(id) + ".";
            var read = UsSection.Read(id, text, content, out gpc);
            content.Prefix = string.Empty;
            return read;
        }

        if (id == GppSections.TcfEurope)
        {
            content.Prefix = GppSections.NameOf(id) + ".";
            var read = TcfString.Read(text, content);
            content.Prefix = string.Empty;
            return read;
        }

        content.Add(GppSections.NameOf(id), text);
        return text.Length > 0 && text.All(IsSafe);
    }

    private static bool IsSafe(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_';
}
