using System.Globalization;

namespace IdentityGrains.Formats.Signals;

/// <summary>A section of the USA: answers about sale, sharing and sensitive data, and perhaps a Global Privacy Control subsection.</summary>
internal static class UsSection
{
    private const char Between = '.';
    private const int MostSegments = 2;
    private const int GpcSubsection = 1;
    private const int Unused = 3;

    /// <summary>True with its content added, and what it says of Global Privacy Control; false when it is no such section.</summary>
    public static bool Read(int section, string text, SignalContent content, out bool? gpc)
    {
        gpc = null;
        var segments = text.Split(Between, MostSegments + 1);
        return segments.Length <= MostSegments && Core(section, segments[0], content) && (segments.Length == 1 || Gpc(segments[1], content, out gpc));
    }

    private static bool Core(int section, string text, SignalContent content)
    {
        var bits = new BitReader(text);
        var layout = UsLayout.Of(section, bits.Left);
        var version = bits.Int(UsLayout.VersionBits);
        content.Add("version", version);
        foreach (var field in layout)
        {
            var answers = new int[field.Count];
            for (var i = 0; i < answers.Length; i++)
            {
                answers[i] = bits.Int(UsLayout.AnswerBits);
            }

            if (answers.Contains(Unused))
            {
                bits.Fail();
            }

            content.Add(field.Name, string.Join(',', answers.Select(a => Told(field.Answer, a))));
        }

        return bits.EndsWell() && version == UsLayout.Version;
    }

    private static bool Gpc(string text, SignalContent content, out bool? gpc)
    {
        var bits = new BitReader(text);
        var type = bits.Int(UsLayout.AnswerBits);
        gpc = bits.Flag();
        content.Add("gpc", gpc.Value);
        return bits.EndsWell() && type == GpcSubsection;
    }

    private static string Told(UsAnswer answer, int number) => (answer, number) switch
    {
        (UsAnswer.Numbers, _) => number.ToString(CultureInfo.InvariantCulture),
        (_, 0) => "not_applicable",
        (UsAnswer.Notice, 1) => "given",
        (UsAnswer.Notice, _) => "not_given",
        (UsAnswer.OptOut, 1) => "opted_out",
        (UsAnswer.OptOut, _) => "did_not_opt_out",
        (_, 1) => "yes",
        _ => "no",
    };
}
