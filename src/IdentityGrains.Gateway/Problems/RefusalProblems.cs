using System.Diagnostics;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Problems;

/// <summary>How the law's refusals are told over HTTP.</summary>
internal static class RefusalProblems
{
    public static ProblemResult Of(Answer.Refused refused)
    {
        var faults = refused.Faults.IsDefault ? [] : refused.Faults;
        return new ProblemResult(Of(refused.Why, faults), [.. faults.Select(f => new Violation(PointerTo(refused.Why, f), f.Code))])
        {
            Version = refused.Version,
        };
    }

    public static Problem Of(Refusal why, ImmutableArray<Fault> faults) => why switch
    {
        Refusal.UnknownSource => Catalogue.Forbidden,
        Refusal.UnknownCustomer => Catalogue.SubjectNotFound,
        Refusal.CustomerExists => Catalogue.CustomerExists,
        Refusal.MayNotCreate => Catalogue.MayNotCreate,
        Refusal.ForeignKey => Catalogue.ForeignKey,
        Refusal.KeyTaken => Catalogue.KeyTaken,
        Refusal.TooManyKeys => Catalogue.TooManyItems,
        Refusal.ObservedInFuture => Catalogue.ObservedInFuture,
        Refusal.UnknownField => Catalogue.UnknownField,
        Refusal.FieldAuthorityDenied => Catalogue.FieldAuthorityDenied,
        Refusal.InvalidValue => OfValues(faults),
        Refusal.FieldImmutable => Catalogue.FieldImmutable,
        Refusal.StaleAssertion => Catalogue.StaleAssertion,
        Refusal.UnknownPurpose => Catalogue.UnknownPurpose,
        Refusal.NotAuthoritative => Catalogue.NotAuthoritative,
        Refusal.InsufficientProof => Catalogue.InsufficientProof,
        Refusal.EvidenceMissing => Catalogue.EvidenceMissing,
        Refusal.NoticeUnknown => Catalogue.NoticeUnknown,
        Refusal.EvidenceUnknown => Catalogue.EvidenceUnknown,
        Refusal.InvalidProof => Catalogue.InvalidProof,
        Refusal.Malformed => OfValues(faults),
        Refusal.NothingToVerify => Catalogue.NothingToVerify,
        Refusal.VerificationOver => Catalogue.VersionConflict,
        Refusal.CodeInvalid => Catalogue.CodeInvalid,
        Refusal.TooManyCodes => Catalogue.RateLimited with { RetryAfterSeconds = 30 },
        Refusal.AgeGate => Catalogue.AgeGate,
        Refusal.NeedsOwnDecision => Catalogue.NeedsOwnDecision,
        Refusal.SignalInvalid => Catalogue.SignalInvalid,
        Refusal.VersionUnknown => Catalogue.VersionNotFound,
        Refusal.OnlyStricter => Catalogue.OnlyStricter,
        Refusal.DeadlineOver => Catalogue.DeadlineExceeded,
        Refusal.VersionMoved => Catalogue.VersionConflict with { Status = StatusCodes.Status412PreconditionFailed },
        _ => throw new UnreachableException($"No problem is named for the refusal {(int)why}"),
    };

    // One kind of fault gives the problem its name; several, or one that has no page of its own, make it the general one.
    private static Problem OfValues(ImmutableArray<Fault> faults)
    {
        var codes = faults.Select(f => f.Code).Distinct().Take(2).ToArray();
        return (codes is [var only] && Catalogue.All.TryGetValue(only, out var named) ? named : Catalogue.ValidationFailed).Unprocessable;
    }

    private static string PointerTo(Refusal why, Fault fault) => why switch
    {
        Refusal.UnknownField or Refusal.FieldAuthorityDenied or Refusal.InvalidValue or Refusal.FieldImmutable or Refusal.StaleAssertion =>
            Pointer.To("fields", fault.Place),
        _ => Pointer.To(fault.Place),
    };
}
