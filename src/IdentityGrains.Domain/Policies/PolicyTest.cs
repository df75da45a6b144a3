using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Policies;

/// <summary>One of the document's own examples.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Question">What is asked: a field with assertions, a release, or a purpose.</param>
/// <param name="Facts">Of whom.</param>
/// <param name="Now">When; null for the latest assertion.</param>
/// <param name="Expect">What must be answered: only what stands here is compared.</param>
public sealed record PolicyTest(string Name, PolicyQuestion Question, SubjectFacts Facts, DateTimeOffset? Now, PolicyExpectation Expect);

/// <summary>What an embedded test asks.</summary>
public abstract record PolicyQuestion
{
    private PolicyQuestion()
    {
    }

    /// <summary>Who wins the field.</summary>
    public sealed record Field(FieldName Name, ImmutableArray<Claim> Assertions) : PolicyQuestion;

    /// <summary>Whether the platform gets the field.</summary>
    public sealed record Release(PlatformName Platform, FieldName Name) : PolicyQuestion;

    /// <summary>Whether the purpose is permitted.</summary>
    public sealed record Permit(PurposeName Purpose) : PolicyQuestion;
}

/// <summary>What must be answered; null members are not compared, except as the flags say.</summary>
/// <param name="Winner">The winning value; a blank value means that nobody wins.</param>
/// <param name="Pending">The pending value; a blank value means none.</param>
/// <param name="State">The verification state.</param>
/// <param name="Losers">The outcome of the named sources' losing claims.</param>
/// <param name="Exception">The exception that opens, for example <c>conflicting_claims</c>.</param>
/// <param name="Released">Whether the field is released.</param>
/// <param name="Purpose">The purpose that releases it.</param>
/// <param name="Reason">Why it is withheld or not permitted.</param>
/// <param name="Permitted">Whether the purpose is permitted.</param>
public sealed record PolicyExpectation(
    FieldValue? Winner, FieldValue? Pending, VerificationState? State, ImmutableArray<KeyValuePair<SourceName, Outcome>> Losers,
    string? Exception, bool? Released, PurposeName? Purpose, string? Reason, bool? Permitted);

/// <summary>What rules may know of the person: everything that resolution and permission read besides the claims.</summary>
/// <param name="Region">The legal region; null when unknown, which is the strictest.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null when unknown.</param>
/// <param name="AgeYears">Completed years; null when unknown.</param>
/// <param name="Consents">The customer's stance per purpose.</param>
/// <param name="GuardianConsents">The guardian's stance per purpose.</param>
/// <param name="States">How far each field is verified; a field that is absent is at <see cref="VerificationState.None"/>.</param>
/// <param name="Gpc">True when the customer sends a Global Privacy Control signal.</param>
/// <param name="Restricted">True while processing is restricted.</param>
public sealed record SubjectFacts(
    RegionName? Region, string? Country, int? AgeYears, ImmutableDictionary<PurposeName, Stance> Consents,
    ImmutableDictionary<PurposeName, Stance> GuardianConsents, ImmutableDictionary<FieldName, VerificationState> States,
    bool Gpc, bool Restricted)
{
    /// <summary>True when no guard can tell the two apart.</summary>
    public bool SameForGuards(SubjectFacts other) =>
        Region == other.Region && Country == other.Country && AgeYears == other.AgeYears && Restricted == other.Restricted && Gpc == other.Gpc;
}
