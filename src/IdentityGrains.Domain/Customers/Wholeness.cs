using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Customers;

/// <summary>
/// Whether a command is one that the law can read: nothing absent that must be there, nothing larger than it may be. A front-end on the Orleans
/// client makes its commands itself, so that what a door checks for its own callers is asked of everybody here.
/// </summary>
internal static class Wholeness
{
    private const string TooMany = "too-many-items";
    private const string FieldPlace = "field";
    private const string Malformed = "validation-failed";

    /// <summary>The command with empty lists where none was given; a withdrawal also without evidence that cannot be kept.</summary>
    public static CustomerCommand Whole(CustomerCommand command) => command switch
    {
        AssertFields c when c.Fields.IsDefault || c.Evidence.IsDefault => c with { Fields = OrNone(c.Fields), Evidence = OrNone(c.Evidence) },
        CreateCustomer { Fields.IsDefault: true } c => c with { Fields = [] },
        GrantConsent { Evidence.IsDefault: true } c => c with { Evidence = [] },
        // It is never refused for its form, least of all for what the customer did not write.
        WithdrawConsent c when WhyNot(OrNone(c.Evidence)) is not [] => c with { Evidence = [.. c.Evidence.Where(IsWhole).Take(Limits.Evidence)] },
        WithdrawConsent { Purpose.Value: null } c => Whole(c with { Purpose = new PurposeName(string.Empty) }),
        WithdrawConsent { Evidence.IsDefault: true } c => c with { Evidence = [] },
        RestrictProcessing { Evidence.IsDefault: true } c => c with { Evidence = [] },
        ReleaseRestriction { Evidence.IsDefault: true } c => c with { Evidence = [] },
        RollBack { Evidence.IsDefault: true } c => c with { Evidence = [] },
        _ => command,
    };

    /// <summary>The refusal of a whole command that is none; null when it is one.</summary>
    public static Decision? WhyNot(CustomerCommand command)
    {
        ImmutableArray<Fault> faults = command switch
        {
            AssertFields c => [.. WhyNot(c.Fields), .. WhyNot(c.Evidence)],
            GrantConsent { Purpose.Value: null } => [new Fault("purpose", Malformed)],
            GrantConsent c => WhyNot(c.Evidence),
            RestrictProcessing c => WhyNot(c.Evidence),
            ReleaseRestriction c => WhyNot(c.Evidence),
            RollBack { Scope: null } => [new Fault("scope", Malformed)],
            RollBack { Scope: RollbackScope.FieldTo to } when !IsName(to.Field) => [new Fault("scope", Malformed)],
            RollBack c => WhyNot(c.Evidence),
            RequestCode c when !IsName(c.Field) => [new Fault(FieldPlace, Malformed)],
            ConfirmCode c when !IsName(c.Field) || c.Verification is { Field.Value: null } => [new Fault(FieldPlace, Malformed)],
            CancelVerification c when !IsName(c.Field) => [new Fault(FieldPlace, Malformed)],
            DoubtContact c when !IsName(c.Field) => [new Fault(FieldPlace, Malformed)],
            ReceiveSignal { Text: null } => [new Fault("text", Malformed)],
            ConfirmCode c when !IsShort(c.Code) => [new Fault("code", Malformed)],
            CancelVerification { Token: { } token } when !IsShort(token) => [new Fault("token", Malformed)],
            DoubtContact c when !IsWhole(c.Value) => [new Fault("value", Malformed)],
            CreateCustomer { Key: { } key } c when WhyNot(key) is { IsEmpty: false } misnamed => [.. misnamed, .. WhyNot(c.Fields)],
            CreateCustomer c => WhyNot(c.Fields),
            AttachKey c => WhyNot(c.Key),
            _ => [],
        };
        return faults.IsEmpty ? null : new Decision.Refused(Refusal.Malformed, faults);
    }

    private static ImmutableArray<Fault> WhyNot(ImmutableArray<AssertedField> fields) =>
        fields.Length > Limits.Fields ? [new Fault("fields", TooMany)] : fields.All(IsWhole) ? [] : [new Fault("fields", Malformed)];

    private static ImmutableArray<Fault> WhyNot(ImmutableArray<Evidence> evidence) =>
        evidence.Length > Limits.Evidence ? [new Fault("evidence", TooMany)] : evidence.All(IsWhole) ? [] : [new Fault("evidence", Malformed)];

    private static ImmutableArray<Fault> WhyNot(NativeKey key) =>
        NativeKey.TryParse(key.Source, key.Key, out _) ? [] : [new Fault("key", Malformed)];

    // A name longer than any that a policy gives would come back in the refusal that it is unknown.
    private static bool IsWhole(AssertedField? field) => field is not null && IsName(field.Field) && IsWhole(field.Value);

    private static bool IsName(FieldName field) => field.Value is { Length: <= Limits.Name };

    private static bool IsWhole(Evidence? evidence) => evidence is not null && Evidence.IsKind(evidence.Kind) && Evidence.IsReference(evidence.Reference);

    // How long and how many is for the field's format, which names the field; here only what would fail whoever reads it.
    private static bool IsWhole(FieldValue? value) => value switch
    {
        null => false,
        FieldValue.Text text => text.Value is not null,
        FieldValue.Topics topics => !topics.Values.IsDefault && topics.Values.All(t => t is not null),
        FieldValue.Parts parts => !parts.Values.IsDefault && parts.Values.All(p => p?.Name is not null && p.Text is not null),
        _ => true,
    };

    private static bool IsShort(string? text) => text is { Length: <= Limits.Secret };

    private static ImmutableArray<T> OrNone<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items;
}
