using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Customers;

/// <summary>
/// One customer as the record tells it: the fold of the journal up to <see cref="Version"/>. It holds no rule; rules read it.
/// </summary>
/// <param name="Id">Who.</param>
/// <param name="Version">The last entry folded; 0 before the first.</param>
/// <param name="Restricted">True while processing is restricted.</param>
/// <param name="Keys">The native keys by which sources know the customer, oldest first.</param>
/// <param name="Fields">What is known, field by field.</param>
/// <param name="Consents">The act in force per purpose.</param>
public sealed record Customer(
    CustomerId Id, long Version, bool Restricted, ImmutableArray<NativeKey> Keys,
    FieldCollection Fields, ImmutableDictionary<PurposeName, ConsentAct> Consents)
{
    /// <summary>The guardian's act in force per purpose.</summary>
    public ImmutableDictionary<PurposeName, ConsentAct> GuardianConsents { get; init; } = ImmutableDictionary<PurposeName, ConsentAct>.Empty;

    /// <summary>Grants that were confirmed at the contact point that they are for.</summary>
    public ImmutableArray<OptIn> OptIns { get; init; } = [];

    /// <summary>The latest privacy signal of each kind, oldest kind first; at most one of each.</summary>
    public ImmutableArray<Signal> Signals { get; init; } = [];

    /// <summary>True while a Global Privacy Control signal is in force.</summary>
    public bool Gpc { get; init; }

    /// <summary>How far the verification of each contact point has come.</summary>
    public ImmutableDictionary<FieldName, ContactVerification> Verifications { get; init; } =
        ImmutableDictionary<FieldName, ContactVerification>.Empty;

    /// <summary>A customer of whom nothing is recorded yet.</summary>
    public static Customer Nobody(CustomerId id) => new(id, 0, false, [],
        FieldCollection.Empty, ImmutableDictionary<PurposeName, ConsentAct>.Empty);

    /// <summary>True once an entry exists.</summary>
    public bool Exists => Version > 0;

    /// <summary>The field's state; <see cref="FieldState.Unknown"/> when nobody has spoken of it.</summary>
    public FieldState Field(FieldName name) => Fields.Find(name, FieldState.Unknown);

    /// <summary>How far the verification of the field has come; <see cref="ContactVerification.None"/> when nothing was ever to be verified.</summary>
    public ContactVerification Verification(FieldName name) => Verifications.GetValueOrDefault(name, ContactVerification.None);

    /// <summary>Names the customer, nothing else.</summary>
    public override string ToString() => Id.ToString();
}
