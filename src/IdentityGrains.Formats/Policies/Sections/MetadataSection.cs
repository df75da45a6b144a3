using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Name, version and approvals.</summary>
internal static class MetadataSection
{
    public static PolicyMetadata Read(MappingReader m) => new(
        m.Required("id").Text(Shape.Token(), Shape.TokenDescribed),
        m.Required("version").Text(Shape.Token(), Shape.TokenDescribed),
        m.Optional("supersedes")?.Text(Shape.Token(), Shape.TokenDescribed),
        m.Required("effectiveFrom").Instant(),
        m.Optional("approvals")?.Mapping(Approvals),
        m.Optional("changeNote")?.Text());

    private static Approvals Approvals(MappingReader m)
    {
        var approvals = new Approvals(
            m.Required("required").Whole(1, 10),
            m.Required("roles").Set(v => v.Text(Shape.Token(), Shape.TokenDescribed)),
            m.Optional("separationOfDuties")?.Word("author-may-not-approve"));
        if (approvals.Roles.Length < approvals.Required)
        {
            m.Refuse("roles", "too-few-approvers", "Fewer roles are named than must approve.");
        }

        return approvals;
    }
}
