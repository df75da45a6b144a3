using CsCheck;
using IdentityGrains.Formats.Guards;

namespace IdentityGrains.Formats.Tests.Guards;

public class GuardParserPropertyTests
{
    private static readonly string[] Words =
    [
        "subject.region", "subject.ageYears", "subject.gpc", "subject.", "==", "!=", "<", ">=", "&&", "||", "!", "(", ")", "'a'", "\"", "'", "\\",
        "18", "-", "-3", "true",
        "null", " ", "=", "&", "é",
    ];

    [Fact]
    public void Whatever_is_written_it_is_a_guard_or_says_why_not() =>
        Gen.Int[0, Words.Length - 1].Select(i => Words[i]).Array[0, 40].Sample(
            words =>
            {
                var text = string.Join(' ', words);
                var reading = GuardParser.Parse(text);
                return reading.Guard is null != reading.Errors.IsEmpty && reading.Errors.All(e => e.Position >= 1 && e.Position <= text.Length + 1);
            },
            iter: 5_000);
}
