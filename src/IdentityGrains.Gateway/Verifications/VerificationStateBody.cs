using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Verifications;

/// <summary>A verification under way.</summary>
internal sealed record VerificationStateBody(
    [property: Description("Its name; a code may be brought for it.")] string Id,
    [property: Description("The last instant at which it can be confirmed."), JsonConverter(typeof(InstantConverter))] DateTimeOffset EndsAt,
    [property: Description("The last instant at which the last code counts; null when none was sent: ask for one."), JsonConverter(typeof(InstantConverter))]
    DateTimeOffset? CodeExpiresAt,
    [property: Description("How many wrong codes more the last code survives; 0 when it is locked.")] int AttemptsLeft)
{
    public static VerificationStateBody? Of(VerificationView? view) =>
        view is null ? null : new VerificationStateBody(view.Id.ToString(), view.EndsAt, view.CodeExpiresAt, view.AttemptsLeft);
}
