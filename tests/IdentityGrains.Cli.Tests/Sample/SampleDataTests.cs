using System.Text.Json;
using IdentityGrains.Cli.Sample;

namespace IdentityGrains.Cli.Tests.Sample;

public class SampleDataTests
{
    private static readonly string[] All = Write(SampleData.People);

    [Fact]
    public void Every_kind_of_line_is_there_so_many_times()
    {
        var kinds = All.Select(KindOf).GroupBy(k => k).OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Key} {k.Count()}");

        Assert.Equal(
            """
            assert 9056
            consent granted 1216
            consent granted guardian 87
            consent withdrawn 347
            consent withdrawn guardian 23
            nothing 2
            restriction 53
            signal gpc 162
            signal gpp 24
            signal tcf 144
            verify email cancel 7
            verify email confirm 1100
            verify email doubt 30
            verify email wrong 131
            verify phone_mobile confirm 134
            verify phone_mobile wrong 25
            """,
            string.Join('\n', kinds));
    }

    [Fact]
    public void Every_source_speaks() => Assert.Equal(
        ["commerce", "crm", "idp", "partner_acme", "pos", "self_service", "support"],
        All.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("source").GetString()).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_first_people_are_the_same_however_many_follow() =>
        Assert.Equal(Write(60), All.Where(Write(60).ToHashSet().Contains));

    private static string[] Write(int people)
    {
        using var made = new StringWriter();
        SampleData.Write(made, people);
        return made.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string KindOf(string line)
    {
        var root = JsonDocument.Parse(line).RootElement;
        string Of(string act, string member) => root.GetProperty(act).TryGetProperty(member, out var said) ? " " + said.GetString() : "";
        foreach (var act in root.EnumerateObject().Select(m => m.Name))
        {
            switch (act)
            {
                case "consent": return act + Of(act, "decision") + Of(act, "by");
                case "signal": return act + Of(act, "kind");
                case "verify": return act + Of(act, "field") + Of(act, "how");
                case "assert" or "restriction": return act;
            }
        }

        return "nothing";
    }
}
