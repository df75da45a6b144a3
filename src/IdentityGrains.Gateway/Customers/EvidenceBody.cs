using System.ComponentModel;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Customers;

/// <summary>What accompanies an act, and where it can be looked up.</summary>
internal sealed record EvidenceBody
{
    [Description("As the policy's requires names it, for example case_reference.")]
    public required string Kind { get; init; }

    [Description("An opaque pointer into the system that holds the evidence, 1 to 256 characters. Never a personal value.")]
    public required string Reference { get; init; }

    public static Read<ImmutableArray<Evidence>> ReadAll(IReadOnlyList<EvidenceBody>? items)
    {
        if (items is null)
        {
            return ImmutableArray<Evidence>.Empty;
        }

        if (items.Count > Limits.Evidence)
        {
            return ProblemResult.At(Pointer.To("evidence"), Catalogue.TooManyItems);
        }

        var wrong = items.Index().SelectMany(i => i.Item.Wrong().Select(name => new Violation(
            Pointer.Below(Pointer.Below(Pointer.To("evidence"), i.Index), name), Catalogue.ValidationFailed.Slug))).ToArray();
        return wrong.Length > 0
            ? new ProblemResult(Catalogue.ValidationFailed, wrong)
            : items.Select(i => new Evidence(i.Kind, i.Reference)).ToImmutableArray();
    }

    private IEnumerable<string> Wrong()
    {
        if (!Evidence.IsKind(Kind))
        {
            yield return "kind";
        }

        if (!Evidence.IsReference(Reference))
        {
            yield return "reference";
        }
    }
}
