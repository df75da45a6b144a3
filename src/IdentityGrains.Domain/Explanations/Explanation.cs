using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Explanations;

/// <summary>Why a field is what it is, and who may know it: one answer to "who said what, who won, and who was told".</summary>
/// <param name="Customer">Whose field.</param>
/// <param name="Version">The record's version that is explained.</param>
/// <param name="Field">Which field.</param>
/// <param name="Policy">The policy under which it is explained, <c>id@version</c>.</param>
/// <param name="Value">The current value; blank when there is none.</param>
/// <param name="ValueVersion">The version at which the value last changed.</param>
/// <param name="State">How far it is verified.</param>
/// <param name="Rule">The rule that decides; null when the policy does not know the field.</param>
/// <param name="Winner">The claim whose value is current.</param>
/// <param name="Others">Every other live claim, in journal order.</param>
/// <param name="Platforms">Who may know the value, by name of the platform.</param>
/// <param name="AsOf">The instant of the answer: who may know was judged at it, and explaining as of it gives the same answer for ever.</param>
[GenerateSerializer, Immutable, Alias("explanation")]
public sealed record Explanation(
    [property: Id(0)] CustomerId Customer, [property: Id(1)] long Version, [property: Id(2)] FieldName Field, [property: Id(3)] string Policy,
    [property: Id(4)] FieldValue Value, [property: Id(5)] long ValueVersion, [property: Id(6)] VerificationState State,
    [property: Id(7)] ExplainedRule? Rule, [property: Id(8)] ExplainedClaim? Winner,
    [property: Id(9)] ImmutableArray<ExplainedClaim> Others, [property: Id(10)] ImmutableArray<ExplainedRelease> Platforms,
    [property: Id(11)] DateTimeOffset AsOf);

/// <summary>One live claim, what became of it and why.</summary>
/// <param name="Id">Which claim.</param>
/// <param name="Source">Who says it.</param>
/// <param name="Key">Under which native key of the source; empty when the source has none.</param>
/// <param name="ObservedAt">When the source saw it.</param>
/// <param name="Proof">How far the origin was established.</param>
/// <param name="Evidence">What accompanied it.</param>
/// <param name="Value">What it says.</param>
/// <param name="Verified">True once the contact point was confirmed.</param>
/// <param name="Origin">The customer that it was asserted of.</param>
/// <param name="Rank">The source's rank for the field; null when it has none.</param>
/// <param name="Outcome">What the recorded resolution did with it.</param>
/// <param name="Reason">The same in one sentence, without any value.</param>
/// <param name="Change">The first single change with which it would win; null for the winner.</param>
[GenerateSerializer, Immutable, Alias("explained-claim")]
public sealed record ExplainedClaim(
    [property: Id(0)] ClaimId Id, [property: Id(1)] SourceName Source, [property: Id(2)] string Key,
    [property: Id(3)] DateTimeOffset ObservedAt, [property: Id(4)] ProofLevel Proof, [property: Id(5)] ImmutableArray<Evidence> Evidence,
    [property: Id(6)] FieldValue Value, [property: Id(7)] bool Verified, [property: Id(8)] CustomerId Origin, [property: Id(9)] int? Rank,
    [property: Id(10)] Outcome Outcome, [property: Id(11)] string Reason,
    [property: Id(12)] ExplainedChange? Change)
{
    /// <summary>Names the claim and its outcome, never what it says.</summary>
    public override string ToString() => $"claim {Id} of {Source}: {Words.Of(Outcome)}";
}

/// <summary>The first single change with which a claim would win, when the field's claims are resolved again.</summary>
/// <param name="Kind">What would have to be otherwise.</param>
/// <param name="To">
/// What it would have to be: a proof, kinds of evidence, <c>verified</c>, an instant, or a rank, where 0 is above rank 1. Null when nothing helps
/// or nothing is needed.
/// </param>
/// <param name="Sentence">The same in one sentence, without any value.</param>
[GenerateSerializer, Immutable, Alias("explained-change")]
public sealed record ExplainedChange(
    [property: Id(0)] ChangeKind Kind, [property: Id(1)] string? To, [property: Id(2)] string Sentence);

/// <summary>The field's rule, in the words of the policy document.</summary>
/// <param name="SystemOfRecord">The source that defines the field.</param>
/// <param name="Ranks">Who may assert it, best rank first.</param>
/// <param name="LowerRank">When a worse rank displaces, for example <c>if_newer_than_P180D</c>.</param>
/// <param name="EqualRank">Between equal ranks.</param>
/// <param name="BlankOverValue">May an empty claim clear a value.</param>
/// <param name="StaleAssertion">What becomes of an older claim.</param>
/// <param name="UnverifiedOverVerified">What an unverified claim does.</param>
/// <param name="ValidFor">How long a value lives; null for as long as nothing displaces it.</param>
[GenerateSerializer, Immutable, Alias("explained-rule")]
public sealed record ExplainedRule(
    [property: Id(0)] SourceName SystemOfRecord, [property: Id(1)] ImmutableArray<ExplainedRank> Ranks, [property: Id(2)] string LowerRank,
    [property: Id(3)] string EqualRank, [property: Id(4)] string BlankOverValue, [property: Id(5)] string StaleAssertion,
    [property: Id(6)] string UnverifiedOverVerified, [property: Id(7)] TimeSpan? ValidFor);

/// <summary>A source's standing for the field.</summary>
/// <param name="Source">Which source.</param>
/// <param name="Rank">1 is best.</param>
/// <param name="MinProof">Below this its claim is never current.</param>
/// <param name="Requires">Kinds of evidence that it owes.</param>
/// <param name="FillOnly">True when it wins only over no value at all.</param>
/// <param name="When">The guard as written; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("explained-rank")]
public sealed record ExplainedRank(
    [property: Id(0)] SourceName Source, [property: Id(1)] int Rank, [property: Id(2)] ProofLevel MinProof,
    [property: Id(3)] ImmutableArray<string> Requires, [property: Id(4)] bool FillOnly, [property: Id(5)] string? When);

/// <summary>Whether one platform may know the value.</summary>
/// <param name="Platform">Which platform.</param>
/// <param name="Purpose">The purpose that releases it; null when withheld.</param>
/// <param name="Basis">The lawful basis of that purpose; null when withheld or the region is unknown.</param>
/// <param name="Why">Why it is withheld; null when released.</param>
/// <param name="Purposes">When no purpose permits it: why each listed one does not.</param>
/// <param name="Consents">The grants in force that the release rests on; empty when the law does not ask for any, or nothing is released.</param>
[GenerateSerializer, Immutable, Alias("explained-release")]
public sealed record ExplainedRelease(
    [property: Id(0)] PlatformName Platform, [property: Id(1)] PurposeName? Purpose, [property: Id(2)] string? Basis,
    [property: Id(3)] Withheld? Why, [property: Id(4)] ImmutableArray<ExplainedPurpose> Purposes,
    [property: Id(5)] ImmutableArray<ExplainedConsent> Consents)
{
    /// <summary>True when the platform may know the value.</summary>
    public bool Released => Why is null;
}

/// <summary>A grant that a release rests on.</summary>
/// <param name="ByGuardian">True when the guardian gave it for the child.</param>
/// <param name="ObservedAt">When it was given.</param>
/// <param name="Source">Through which source.</param>
/// <param name="NoticeVersion">The notice that was shown.</param>
/// <param name="Version">The entry that recorded it.</param>
[GenerateSerializer, Immutable, Alias("explained-consent")]
public sealed record ExplainedConsent(
    [property: Id(0)] bool ByGuardian, [property: Id(1)] DateTimeOffset ObservedAt, [property: Id(2)] SourceName Source,
    [property: Id(3)] string? NoticeVersion, [property: Id(4)] long Version);

/// <summary>Why one purpose is not permitted.</summary>
[GenerateSerializer, Immutable, Alias("explained-purpose")]
public sealed record ExplainedPurpose([property: Id(0)] PurposeName Purpose, [property: Id(1)] NotPermitted Why);
