using IdentityGrains.Domain.Claims;

namespace IdentityGrains.Domain.Consents;

/// <summary>What the customer said about a purpose.</summary>
public enum Stance
{
    /// <summary>Yes.</summary>
    Granted = 1,

    /// <summary>No: a consent withdrawn, an opt-out or an objection.</summary>
    Denied = 2,
}

/// <summary>One recorded act of consent.</summary>
/// <param name="Stance">Yes or no.</param>
/// <param name="NoticeVersion">The notice that was shown; null for a withdrawal, which needs none.</param>
/// <param name="ObservedAt">When the customer acted.</param>
/// <param name="Source">Through which source.</param>
/// <param name="Proof">How far the origin was established.</param>
/// <param name="Evidence">Where it can be looked up.</param>
/// <param name="RecordedAtVersion">The entry that recorded it.</param>
public sealed record ConsentAct(
    Stance Stance, string? NoticeVersion, DateTimeOffset ObservedAt, SourceName Source, ProofLevel Proof,
    ImmutableArray<Evidence> Evidence, long RecordedAtVersion);
