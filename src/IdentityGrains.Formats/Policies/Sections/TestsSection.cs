using IdentityGrains.Domain;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>The document's own examples.</summary>
internal sealed class TestsSection(
    IReadOnlyDictionary<SourceName, Source> sources, IReadOnlyDictionary<PurposeName, Purpose> purposes,
    IReadOnlyDictionary<RegionName, Region> regions, IReadOnlyDictionary<FieldName, FieldRule> fields,
    IReadOnlyDictionary<PlatformName, Platform> platforms)
{
    private static readonly string[] Questions = ["field", "release", "purpose"];

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public ImmutableArray<PolicyTest> Read(ValueReader tests) => tests.Items(Test);

    private PolicyTest Test(MappingReader m)
    {
        var name = m.Required("name").Text();
        if (name.Length > 0 && !_names.Add(name))
        {
            m.Refuse("name", "duplicate-name", "Two tests have this name.");
        }

        var facts = m.Required("subject").Mapping(new TestSubject(purposes, regions, fields).Read)!;
        var now = m.Optional("now")?.Instant();
        var expect = m.Required("expect");
        var (question, expectation) = Question(m, expect);
        return new PolicyTest(name, question, facts, now, expectation!);
    }

    private (PolicyQuestion Question, PolicyExpectation? Expect) Question(MappingReader m, ValueReader expect)
    {
        if (Questions.Count(m.Has) != 1)
        {
            m.Refuse("test-question", "A test asks exactly one of field, release and purpose.");
        }

        if (m.Optional("release") is { } release)
        {
            var asked = release.Mapping(r => new PolicyQuestion.Release(
                new PlatformName(r.Required("platform").NameOf(platforms.Keys.Select(p => p.Value), "platform")), r.Required("field").Field(fields)));
            return (asked!, expect.Mapping(e => TestExpectation.OfRelease(e, purposes)));
        }

        if (m.Optional("purpose") is { } purpose)
        {
            var asked = purpose.Mapping(p => new PolicyQuestion.Permit(p.Required("id").Purpose(purposes)));
            return (asked!, expect.Mapping(TestExpectation.OfPurpose));
        }

        var field = m.Optional("field")?.Field(fields) ?? new FieldName("");
        var rule = fields.GetValueOrDefault(field);
        var assertions = m.Required("assertions").Values();
        return (
            new PolicyQuestion.Field(field, [.. assertions.Select((a, i) => a.Mapping(c => Claim(c, i, rule))!)]),
            expect.Mapping(e => TestExpectation.OfField(e, rule, sources)));
    }

    private Claim Claim(MappingReader m, int index, FieldRule? rule) => new(
        // One assertion after the other, as if each had an entry of its own: that is the order which settles ties.
        new ClaimId(index + 1, 0),
        m.Required("source").Source(sources),
        m.Optional("key")?.Text() ?? "",
        m.Required("at").Instant(),
        m.Required("proof").Member<ProofLevel>(),
        [.. m.Optional("evidence")?.Words(SourcesSection.Requirements).Select(k => new Evidence(k, "")) ?? []],
        TestValues.Read(m.Required("value"), rule),
        m.Optional("verified")?.Flag() ?? false,
        default);
}
