using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Golden;

/// <summary>What the golden journals say: the words from which the newest file was made once.</summary>
internal static class GoldenEvents
{
    private static readonly (SourceName Crm, SourceName Web) Sources = (new SourceName("crm"), new SourceName("web"));

    private static readonly FieldName Email = new("email");

    /// <summary>The entries from version 10 on: guardians, opt-ins, verifications, signals, retractions.</summary>
    public static IEnumerable<CustomerEvent[]> Second(Author author)
    {
        var (crm, web) = Sources;
        var (ads, marketing) = (new PurposeName("ads"), new PurposeName("email_marketing"));
        ImmutableArray<Evidence> evidence = [new Evidence("case_reference", "C-18")];
        var act = new ConsentAct(Stance.Granted, "2026-01", Author.Start, web, ProofLevel.SubjectAuthenticated, evidence, 10);
        yield return [new GuardianConsentGranted(marketing, act, true)];
        yield return
        [
            new GuardianConsentGranted(ads, act with { RecordedAtVersion = 11 }, true),
            new GuardianConsentWithdrawn(ads, act with { Stance = Stance.Denied, NoticeVersion = null, RecordedAtVersion = 11 }, true),
        ];
        yield return
        [
            Said(author, "new@example.com", verified: false), new VerificationStarted(Email, Author.Start.AddDays(7), null),
            new CodeIssued(Email, 1, author.At, author.At.AddMinutes(15), 5),
        ];
        yield return [new CodeRejected(Email, web)];
        yield return
        [
            new ContactConfirmed(
                Email, new ClaimId(12, 0), Claimed(author, "new@example.com", verified: true), web, Winning(author, Outcome.Winner, true),
                Earlier(author), author.At.AddDays(3)),
            new OptInConfirmed(new OptIn(marketing, Email, 14)),
        ];
        yield return [new ContactDoubted(Email, new ClaimId(14, 0), crm, author.At, ProofLevel.ServiceAuthenticated, true)];
        yield return
        [
            new VerificationStarted(Email, Author.Start.AddDays(9), new ClaimId(14, 0)), new CodeIssued(Email, 1, author.At, author.At.AddHours(1), 3),
        ];
        yield return [new VerificationEnded(Email, VerificationEnd.Expired)];
        yield return
        [
            new ClaimsRetracted(
                Email, RetractionGround.RolledBack, crm, [Earlier(author)], Winning(author, Outcome.Winner, true) with { Ended = [new ClaimId(14, 0)] }),
            new ClaimsRetracted(new FieldName("city"), RetractionGround.NotConfirmed, null, [], Empty with { Ended = [new ClaimId(2, 1)] }),
        ];
        yield return
        [
            new SignalReceived(new Signal(SignalKind.Gpc, "1", [new Part("gpc", "1")], author.At, web, ProofLevel.TransportAuthenticated), true),
            new SignalReceived(new Signal(SignalKind.Tcf, "CPXX", [], author.At, web, ProofLevel.None), null),
        ];
        yield return
        [
            new SignalReceived(new Signal(SignalKind.Gpp, "DBAA", [new Part("version", "1")], author.At, web, ProofLevel.SubjectAuthenticated), false),
            new VerificationStarted(Email, author.At.AddDays(1), null),
        ];
    }

    private static FieldStanding Empty => new(null, null, VerificationState.None, false, [], []);

    private static FieldStanding Winning(Author author, Outcome outcome, bool changed)
    {
        var id = new ClaimId(author.Head.Version + 1, 0);
        return new FieldStanding(id, null, VerificationState.Verified, changed, [new ClaimOutcome(id, outcome)], []);
    }

    private static Claim Claimed(Author author, string email, bool verified) => new(
        new ClaimId(author.Head.Version + 1, 0), Sources.Web, "w-1", author.At, ProofLevel.SubjectAuthenticated, [], new FieldValue.Text(email), verified,
        author.Customer);

    private static Claim Earlier(Author author) => Claimed(author, "ana@example.com", verified: true);

    private static FieldAsserted Said(Author author, string email, bool verified)
    {
        var claim = Claimed(author, email, verified);
        return new FieldAsserted(Email, claim, new FieldStanding(
            new ClaimId(2, 0), claim.Id, VerificationState.Verified, false, [new ClaimOutcome(claim.Id, Outcome.Pending)], []));
    }
}
