using CsCheck;
using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Formats.Tests.Policies;

public class LoaderPropertyTests
{
    private static readonly string[] Lines = Sample.Text.Split('\n');

    private static readonly Gen<string> Mutated = Gen.Select(
        Gen.Int[0, Lines.Length - 1], Gen.Int[0, Lines.Length - 1], Gen.Int[0, 4], Gen.Int[0, 200],
        (line, other, act, column) =>
        {
            var lines = Lines.ToList();
            var at = Math.Min(column, lines[line].Length);
            switch (act)
            {
                case 0:
                    lines.RemoveAt(line);
                    break;
                case 1:
                    lines.Insert(other, lines[line]);
                    break;
                case 2:
                    lines[line] = lines[line][at..];
                    break;
                case 3:
                    lines[line] = lines[line].Insert(at, "{}[]:,&*!|>'\"%@`-?"[column % 18].ToString());
                    break;
                default:
                    (lines[line], lines[other]) = (lines[other], lines[line]);
                    break;
            }

            return string.Join('\n', lines);
        });

    [Fact]
    public void Whatever_happens_to_a_document_it_is_a_policy_or_says_why_not() =>
        Mutated.Sample(
            text =>
            {
                var reading = PolicyDocument.Load(text);
                return reading.Accepted == reading.Errors.IsEmpty
                    && reading.Errors.All(e => e is { Path: not null, Code.Length: > 0, Sentence.Length: > 0, Line: > 0 });
            },
            iter: 2_000);
}
