using System.ComponentModel;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Customers;

/// <summary>The opaque id by which a source knows the customer.</summary>
internal sealed record KeyBody
{
    [Description("The source whose id this is, as the policy names it.")]
    public required string Source { get; init; }

    [Description("The id: 1 to 128 letters, digits and -_.:~. What reads as a telephone number or an e-mail address is refused.")]
    public required string Key { get; init; }

    public Read<NativeKey> Read(string pointer) =>
        !Names.IsName(Source) ? ProblemResult.At(Pointer.Below(pointer, "source"), Catalogue.ValidationFailed)
        : NativeKey.TryParse(new SourceName(Source), Key, out var key) ? key
        : ProblemResult.At(Pointer.Below(pointer, "key"), Catalogue.ValidationFailed);
}
