using IdentityGrains.Domain;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Who may assert, and how far they can prove it.</summary>
internal sealed class SourcesSection(IReadOnlyDictionary<PurposeName, Purpose> purposes, Principals principals)
{
    /// <summary>Kinds of evidence that a source may owe.</summary>
    public static readonly string[] Requirements = ["case_reference", "second_approver"];

    public FrozenDictionary<SourceName, Source> Read(ValueReader sources) =>
        sources.Entries(Shape.Name(), Shape.NameDescribed, Source).ToFrozenDictionary(s => s.Name);

    private Source Source(string name, MappingReader m)
    {
        var source = new Source(
            new SourceName(name),
            m.Required("kind").Member<SourceKind>(),
            principals.Take(m.Required("principal")),
            m.Required("maxProof").Member<ProofLevel>(),
            m.Optional("nativeKey")?.Text(Shape.Name(), Shape.NameDescribed),
            m.Optional("contract")?.Mapping(Contract),
            m.Optional("requires")?.Words(Requirements) ?? []);
        if (source.Kind == SourceKind.PartnerEnrichment && !m.Has("contract"))
        {
            m.Refuse("contract", "contract-missing", "A partner asserts under a contract: it must be stated.");
        }

        return source;
    }

    private PartnerContract Contract(MappingReader m) => new(
        m.Required("id").Text(Shape.Token(), Shape.TokenDescribed),
        m.Required("permittedPurposes").Purposes(purposes),
        m.Required("dataTtl").Duration(),
        m.Required("art14NoticeWithin").Duration(),
        m.Required("mayCreateSubjects").Flag());
}

/// <summary>The principals of a document. Each speaks for one source, or sends to one platform.</summary>
internal sealed class Principals
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { PrincipalId.System.Value };

    public PrincipalId Take(ValueReader value)
    {
        var principal = value.Text(Shape.Principal(), Shape.PrincipalDescribed);
        if (principal.Length > 0 && !_taken.Add(principal))
        {
            value.Refuse("principal-shared", "This principal belongs to another source or platform already, so its acts could not be told apart.");
        }

        return new PrincipalId(principal);
    }
}
