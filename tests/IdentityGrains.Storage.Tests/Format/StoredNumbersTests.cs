using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Tests.Format;

/// <summary>The numbers that stand in records. A member may be added at the end; none may move.</summary>
public sealed class StoredNumbersTests
{
    [Fact]
    public void Outcomes() => Same<Outcome>(
        1, "winner", "pending", "corroborates", "lower_rank", "stale", "superseded", "expired", "blank_ignored", "insufficient_proof", "guard_false",
        "guard_error", "missing_requirement", "unranked", "contested", "unverified");

    [Fact]
    public void Proof_levels() => Same<ProofLevel>(
        0, "none", "transport_authenticated", "service_authenticated", "signed_assertion", "subject_authenticated");

    [Fact]
    public void Verification_states() => Same<VerificationState>(0, "none", "pending", "verified", "suspect", "expired", "revoked");

    [Fact]
    public void Stances() => Same<Stance>(1, "granted", "denied");

    [Fact]
    public void Acknowledgement_levels() => Same<AckLevel>(1, "planned", "sent", "accepted", "applied", "confirmed");

    [Fact]
    public void Envelope_roles() => Same<EnvelopeRole>(1, "entry_body", "snapshot");

    [Fact]
    public void Why_claims_stopped_counting() => Same<RetractionGround>(1, "revoked", "not_confirmed", "rolled_back");

    [Fact]
    public void Why_verifications_ended() => Same<VerificationEnd>(1, "superseded", "expired", "revoked", "dropped", "undone");

    [Fact]
    public void Kinds_of_signals() => Same<SignalKind>(1, "gpc", "tcf", "gpp");

    private static void Same<T>(int first, params string[] words)
        where T : struct, Enum =>
        Assert.Equal(words.Select((word, i) => (first + i, word)), Enum.GetValues<T>().Take(words.Length).Select(m => (Convert.ToInt32(m), Words.Of(m))));
}
