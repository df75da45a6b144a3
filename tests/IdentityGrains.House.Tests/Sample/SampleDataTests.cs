using System.Text.Json;
using IdentityGrains.Cli.Sample;
using PhoneNumbers;

namespace IdentityGrains.House.Tests.Sample;

/// <summary>The sample shop's data is generated, committed, and the same everywhere.</summary>
public sealed class SampleDataTests
{
    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    private const string Sample = "deploy/sample/brightmart.ndjson";

    [Fact]
    public void The_committed_file_is_what_the_generator_makes()
    {
        using var made = new StringWriter();
        SampleData.Write(made);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(Repository.PathOf(Sample), made.ToString());
        }

        Assert.True(made.ToString() == Repository.Read(Sample), $"{Sample} differs. If the change is meant, run these tests once with APPROVE=1.");
    }

    [Fact]
    public void Nobody_in_it_can_be_written_to() => Offenders.None(
        "Addresses of the sample lie under .example or .test.",
        Values("email").Where(e => e.Contains('@', StringComparison.Ordinal)
            && !e.EndsWith(".example", StringComparison.Ordinal) && !e.EndsWith(".test", StringComparison.Ordinal)));

    [Fact]
    public void Every_telephone_number_can_be_dialled_but_the_planted_one() => Offenders.None(
        "Numbers of the sample are mobile numbers that exist in their country's plan.",
        Values("phone_mobile").Where(p => p is not ("" or "+999 123") && !Phones.IsValidNumber(Phones.Parse(p, null))));

    [Fact]
    public void Another_sources_key_was_heard_before_it_is_named()
    {
        var heard = new HashSet<string>();
        var unheard = new List<string>();
        foreach (var line in Lines())
        {
            if (line.TryGetProperty("knows", out var other) && !heard.Contains(KeyOf(other)))
            {
                unheard.Add(line.GetRawText());
            }

            heard.Add(KeyOf(line));
        }

        Offenders.None("A line names a key of another source only once that source has spoken.", unheard);
    }

    private static string KeyOf(JsonElement line) => $"{line.GetProperty("source").GetString()} {line.GetProperty("key").GetString()}";

    private static IEnumerable<JsonElement> Lines() => Repository.Lines(Sample).Select(l => JsonDocument.Parse(l).RootElement);

    private static IEnumerable<string> Values(string field) =>
        from line in Lines()
        where line.TryGetProperty("assert", out _)
        let asserted = line.GetProperty("assert")
        where asserted.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
        select asserted.GetProperty(field).GetString()!;
}
