using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Policies;

/// <summary>What is governed about one field: its owner, its ranked sources and its overwrite rules.</summary>
/// <param name="Name">As the policy names it.</param>
/// <param name="Category">The category it belongs to.</param>
/// <param name="Type">The type as written, for example <c>personName</c>.</param>
/// <param name="Format">Reads values of that type.</param>
/// <param name="Classification">For example <c>pii, contact_point</c>.</param>
/// <param name="SystemOfRecord">The source that defines it.</param>
/// <param name="Sources">Who may assert it, best rank first.</param>
/// <param name="Overwrite">Who displaces whom.</param>
/// <param name="Verification">How a value is verified; null when the field needs none.</param>
/// <param name="ValidFor">How long a value lives after it was observed.</param>
/// <param name="Immutable">True when it cannot change once set.</param>
/// <param name="Derived">True when it is computed from other data.</param>
/// <param name="HouseholdShareable">True when a household may share it.</param>
/// <param name="SharedContactPoint">What happens when a second customer holds it.</param>
/// <param name="OnChange">Which rules are evaluated again when it changes.</param>
public sealed record FieldRule(
    FieldName Name, string Category, string Type, FieldFormat Format, ImmutableArray<string> Classification,
    SourceName SystemOfRecord, ImmutableArray<RankedSource> Sources, OverwriteTable Overwrite, VerificationRule? Verification,
    TimeSpan? ValidFor, bool Immutable, bool Derived, bool HouseholdShareable, SharedContactPointRule? SharedContactPoint,
    ImmutableArray<string> OnChange)
{
    /// <summary>How values are brought to their normal form, as the policy documents it; the format of the type does it.</summary>
    public ImmutableArray<string> Normalise { get; init; } = [];

    /// <summary>True when guards and permissions read the field: where the customer lives, how old he is.</summary>
    /// <remarks>Asked anew each time, like all that follows from members: what a constructor had computed, a copy with another member would keep.</remarks>
    public bool IsFactual => TellsResidence || TellsAge;

    /// <summary>True when it tells where the customer lives.</summary>
    public bool TellsResidence => Type == "region";

    /// <summary>True when it tells how old the customer is.</summary>
    public bool TellsAge => Classification.Contains("age_gate");

    /// <summary>True when its values are e-mail addresses.</summary>
    public bool TellsEmail => Type == "email";

    /// <summary>True when its values are telephone numbers.</summary>
    public bool TellsPhone => Type == "e164";

    /// <summary>True when a source of the field is heard under a condition.</summary>
    public bool IsGuarded => Sources.Any(static s => s.Guard is not null);

    /// <summary>The source's rank for this field; null when it has none.</summary>
    public RankedSource? RankOf(SourceName source)
    {
        foreach (var ranked in Sources)
        {
            if (ranked.Source == source)
            {
                return ranked;
            }
        }

        return null;
    }
}

/// <summary>A source's standing for one field.</summary>
/// <param name="Source">Which source.</param>
/// <param name="Rank">1 is best.</param>
/// <param name="MinProof">Below this its claim is never current.</param>
/// <param name="Requires">Kinds of evidence that a claim owes.</param>
/// <param name="FillOnly">True when it wins only over no value at all.</param>
/// <param name="Guard">Must hold for the customer; null when there is none.</param>
public sealed record RankedSource(
    SourceName Source, int Rank, ProofLevel MinProof, ImmutableArray<string> Requires, bool FillOnly, Guard? Guard);

/// <summary>When a worse rank displaces the current value.</summary>
public enum LowerRankRule
{
    /// <summary>Never.</summary>
    Never = 1,

    /// <summary>Only when the current value is past its lifetime.</summary>
    OnlyIfHigherExpired = 2,

    /// <summary>Only when it is newer by at least the table's days.</summary>
    IfNewerThan = 3,

    /// <summary>Only when it is later and more restrictive: true over false, or a strict subset of a set.</summary>
    OnlyMoreRestrictive = 4,
}

/// <summary>Between equal ranks.</summary>
public enum EqualRankRule
{
    /// <summary>The later wins.</summary>
    MostRecent = 1,

    /// <summary>Different values are contested; the current one stays and a steward decides.</summary>
    Steward = 2,
}

/// <summary>May an empty claim clear a value.</summary>
public enum BlankRule
{
    /// <summary>No.</summary>
    Never = 1,

    /// <summary>Only the system of record's.</summary>
    SystemOfRecordOnly = 2,

    /// <summary>Yes.</summary>
    Any = 3,
}

/// <summary>What becomes of a claim older than the current value, from an equal or worse rank.</summary>
public enum StaleRule
{
    /// <summary>It is recorded and changes nothing.</summary>
    RecordOnly = 1,

    /// <summary>The command is refused.</summary>
    Reject = 2,
}

/// <summary>What an unverified claim does to a verified value.</summary>
public enum UnverifiedRule
{
    /// <summary>The field has no verification.</summary>
    NotApplicable = 1,

    /// <summary>It waits as pending.</summary>
    Pend = 2,

    /// <summary>It never replaces it.</summary>
    Never = 3,
}

/// <summary>The five questions that every synchronisation answers, asked aloud.</summary>
/// <param name="LowerRank">When a worse rank displaces.</param>
/// <param name="NewerBy">The days of <see cref="LowerRankRule.IfNewerThan"/>.</param>
/// <param name="EqualRank">Between equal ranks.</param>
/// <param name="Blank">May an empty claim clear.</param>
/// <param name="Stale">What becomes of an older claim.</param>
/// <param name="Unverified">What an unverified claim does.</param>
/// <param name="AtomicGroup">Parts that change together; empty when the value has none.</param>
public sealed record OverwriteTable(
    LowerRankRule LowerRank, TimeSpan NewerBy, EqualRankRule EqualRank, BlankRule Blank, StaleRule Stale, UnverifiedRule Unverified,
    ImmutableArray<string> AtomicGroup)
{
    /// <summary>For a field that one source fills and that writes no table.</summary>
    public static readonly OverwriteTable OneSource = new(
        LowerRankRule.Never, TimeSpan.Zero, EqualRankRule.MostRecent, BlankRule.Never, StaleRule.RecordOnly, UnverifiedRule.NotApplicable, []);
}

/// <summary>How a contact point is verified.</summary>
public sealed record VerificationRule(
    bool Required, string Method, int CodeDigits, TimeSpan CodeTtl, int MaxAttempts, TimeSpan PendingTtl, string ConcurrentPending,
    bool KeepCurrentWhilePending, bool NotifyPrevious, TimeSpan UndoWindow, TimeSpan ReverifyAfter);

/// <summary>What happens when a second customer holds the same contact point.</summary>
public sealed record SharedContactPointRule(string OnSecondSubject, string ConsentRule);
