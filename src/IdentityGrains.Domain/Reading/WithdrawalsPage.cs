using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Domain.Reading;

/// <summary>The acts that took permissions of a customer away, the newest first, and how far platforms followed.</summary>
/// <param name="Lines">A page of them.</param>
/// <param name="Before">The next page ends before this version; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("withdrawals-page")]
public sealed record WithdrawalsPage([property: Id(0)] ImmutableArray<WithdrawalLine> Lines, [property: Id(1)] long? Before);

/// <summary>One act that took a permission away.</summary>
/// <param name="Version">Its version.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Principal">Who did it.</param>
/// <param name="Changes">What it was: the names of its events and what they concern.</param>
/// <param name="FencedAt">Since when nothing that it forbids begins to leave; null while a permit of before is out.</param>
/// <param name="Platforms">Every platform that had been told something which may not be held since.</param>
[GenerateSerializer, Immutable, Alias("withdrawal-line")]
public sealed record WithdrawalLine(
    [property: Id(0)] long Version, [property: Id(1)] DateTimeOffset RecordedAt, [property: Id(2)] PrincipalId Principal,
    [property: Id(3)] ImmutableArray<WithdrawalChange> Changes, [property: Id(4)] DateTimeOffset? FencedAt,
    [property: Id(5)] ImmutableArray<PlatformWithdrawal> Platforms);

/// <summary>What an act was.</summary>
/// <param name="Event">The event's name.</param>
/// <param name="Concerns">The field, purpose or source that it concerns; null when it concerns none.</param>
[GenerateSerializer, Immutable, Alias("withdrawal-change")]
public sealed record WithdrawalChange([property: Id(0)] string Event, [property: Id(1)] string? Concerns);

/// <summary>How far a platform followed a withdrawal.</summary>
public enum WithdrawalStage
{
    /// <summary>It is not shown yet that the platform gave it back.</summary>
    Open = 1,

    /// <summary>It was taken back, and that is proved as far as the platform can prove it.</summary>
    TakenBack = 2,

    /// <summary>It may be held again, for another purpose or because the permission came back, and stays.</summary>
    Permitted = 3,

    /// <summary>Processing is restricted: nothing is told, not even that something is to be given back.</summary>
    Frozen = 4,
}

/// <summary>How far one platform followed a withdrawal.</summary>
/// <param name="Platform">Which platform.</param>
/// <param name="Recipient">The legal entity behind it.</param>
/// <param name="Fields">What it had been told and may not hold since.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="Delivery">Where the delivery stands, in a word; null when nothing is planned.</param>
/// <param name="Reason">Why it stands there; null when there is nothing to say.</param>
/// <param name="Levels">Since when it is proved that it was told, and followed.</param>
/// <param name="Elapsed">How long it took, or takes by now; null where nothing is to be taken back.</param>
/// <param name="LateSends">When a request came back that may have begun after its permit was over.</param>
[GenerateSerializer, Immutable, Alias("platform-withdrawal")]
public sealed record PlatformWithdrawal(
    [property: Id(0)] PlatformName Platform, [property: Id(1)] string Recipient, [property: Id(2)] ImmutableArray<FieldName> Fields,
    [property: Id(3)] WithdrawalStage Stage, [property: Id(4)] string? Delivery, [property: Id(5)] string? Reason,
    [property: Id(6)] ImmutableArray<LevelReached> Levels, [property: Id(7)] TimeSpan? Elapsed, [property: Id(8)] ImmutableArray<DateTimeOffset> LateSends);
