using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Verifications;

/// <summary>A confirmed change of a contact point, which whoever reads the previous one may undo for a while.</summary>
/// <param name="Id">The verification that confirmed it.</param>
/// <param name="Previous">What was current before.</param>
/// <param name="Promoted">The claim that was confirmed, its confirmed twin, and whatever confirmed the same value since.</param>
/// <param name="UndoUntil">The last instant at which it can be undone.</param>
public sealed record Promotion(VerificationId Id, Claim Previous, ImmutableArray<ClaimId> Promoted, DateTimeOffset UndoUntil)
{
    /// <summary>How many changes in a row can be undone one by one.</summary>
    public const int InARow = 4;

    /// <summary>The change before it, which can be undone once this one is; null when there was none in time.</summary>
    public Promotion? Before { get; init; }

    /// <summary>This one and those before it, the latest first.</summary>
    internal IEnumerable<Promotion> All => Before is { } before ? before.All.Prepend(this) : [this];

    /// <summary>What was promoted and still counts; null when nothing of it does.</summary>
    internal Claim? Standing(FieldState field) => field.Live.LastOrDefault(j => Promoted.Contains(j.Claim.Id))?.Claim;

    /// <summary>One more change. Who changes it often must not push out what the first owner can undo: of too many, the latest become one.</summary>
    internal Promotion After(Promotion? before, DateTimeOffset confirmedAt)
    {
        var undoable = before?.Within(confirmedAt);
        return undoable?.All.Count() >= InARow
            ? this with { Previous = undoable.Previous, Before = undoable.Before }
            : this with { Before = undoable };
    }

    /// <summary>The same value was confirmed once more.</summary>
    internal Promotion Again(ContactConfirmed confirmed, FieldState field) => Standing(field)?.Value == confirmed.Claim.Value
        ? this with { Promoted = [.. Promoted.Where(id => field.Find(id) is not null), confirmed.Of, confirmed.Claim.Id] }
        : this;

    /// <summary>What can be undone next once this one was, and the previous value counts under another claim.</summary>
    internal Promotion? Undone(FieldState field) => Before is { } before && field.Current is { } current && current.Value == Previous.Value
        ? before with { Promoted = before.Promoted.Add(current.Id) }
        : Before;

    private Promotion? Within(DateTimeOffset time) => time <= UndoUntil ? this with { Before = Before?.Within(time) } : null;
}
