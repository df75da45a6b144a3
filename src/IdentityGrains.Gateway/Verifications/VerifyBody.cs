using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Verifications;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Verifications;

/// <summary>What is done about the verification of a contact point.</summary>
internal enum VerificationAct
{
    /// <summary>A code is asked for.</summary>
    Request = 1,

    /// <summary>The code is brought.</summary>
    Confirm = 2,

    /// <summary>The change is stopped, or undone within its window.</summary>
    Cancel = 3,

    /// <summary>The contact point could not be reached.</summary>
    Doubt = 4,
}

/// <summary>Asks for a code, brings it, stops or undoes a change, or reports a bounce.</summary>
internal sealed record VerifyBody
{
    [JsonConverter(typeof(InstantConverter))]
    [Description("When it happened.")]
    public required DateTimeOffset ObservedAt { get; init; }

    [JsonConverter(typeof(WordConverter<VerificationAct>))]
    [Description("What is done. A wrong code counts, and is answered with code-invalid like everything else that is not right now.")]
    public required VerificationAct Act { get; init; }

    [Description("The code, with confirm.")]
    public string? Code { get; init; }

    [Description("The verification that the code is for, with confirm; the one under way when absent.")]
    public string? Verification { get; init; }

    [Description("What the notice to the previous contact point carried, with cancel; absent when the customer is signed in.")]
    public string? Token { get; init; }

    [JsonConverter(typeof(FieldValueConverter))]
    [Description("What could not be reached, with doubt. Anything else than the current value changes nothing.")]
    public FieldValue? Value { get; init; }

    public Read<CustomerCommand> Command(OperationId operation, CustomerId customer, HttpContext http)
    {
        if (http.GetRouteValue("field") is not string name || !Names.IsName(name))
        {
            // What can be no name is no address; what can be one and is not known, the law says.
            return new ProblemResult(Catalogue.NotFound);
        }

        var field = new FieldName(name);
        return Surplus() is { } surplus ? ProblemResult.At(Pointer.To(surplus), Catalogue.ValidationFailed) : Act switch
        {
            VerificationAct.Request => new RequestCode(operation, customer, ObservedAt, field),
            VerificationAct.Confirm => Confirm(operation, customer, field),
            VerificationAct.Cancel => new CancelVerification(operation, customer, ObservedAt, field, Token),
            _ => Value is { } value
                ? new DoubtContact(operation, customer, ObservedAt, field, value)
                : ProblemResult.At(Pointer.To("value"), Catalogue.ValidationFailed),
        };
    }

    /// <summary>Never a code.</summary>
    public override string ToString() => Words.Of(Act);

    private Read<CustomerCommand> Confirm(OperationId operation, CustomerId customer, FieldName field)
    {
        if (Code is null)
        {
            return ProblemResult.At(Pointer.To("code"), Catalogue.ValidationFailed);
        }

        VerificationId? meant = null;
        if (Verification is not null)
        {
            if (!VerificationId.TryParse(Verification, out var id))
            {
                return ProblemResult.At(Pointer.To("verification"), Catalogue.ValidationFailed);
            }

            meant = id;
        }

        return new ConfirmCode(operation, customer, ObservedAt, field, Code, meant);
    }

    // A member that the act does not read would be ignored in silence.
    private string? Surplus() =>
        Code is not null && Act != VerificationAct.Confirm ? "code"
        : Verification is not null && Act != VerificationAct.Confirm ? "verification"
        : Token is not null && Act != VerificationAct.Cancel ? "token"
        : Value is not null && Act != VerificationAct.Doubt ? "value"
        : null;
}
