using System.Globalization;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Explanations;

/// <summary>Says a change in one plain sentence. It names sources, ranks, proofs and instants, never a value.</summary>
internal static class ChangeWords
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    public static readonly ExplainedChange None = new(ChangeKind.None, null, "No single change would make it win.");

    public static ExplainedChange Resolution(FieldName field) =>
        new(ChangeKind.Resolution, null, $"Nothing has to change: it wins as soon as {field} is resolved again.");

    public static ExplainedChange Proof(FieldName field, ProofLevel proof) =>
        new(ChangeKind.Proof, Words.Of(proof), $"It would win {field} if its origin were proved as {Words.Of(proof)}.");

    public static ExplainedChange Evidence(FieldName field, ImmutableArray<string> owed)
    {
        var kinds = string.Join(", ", owed);
        return new ExplainedChange(ChangeKind.Evidence, kinds, $"It would win {field} if evidence came with it: {kinds}.");
    }

    public static ExplainedChange Verification(FieldName field) =>
        new(ChangeKind.Verification, "verified", $"It would win {field} if the contact point were verified.");

    public static ExplainedChange Time(FieldName field, SourceName source, DateTimeOffset at)
    {
        var instant = at.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);
        return new ExplainedChange(ChangeKind.Time, instant, $"It would win {field} if {source} had seen it at {instant}.");
    }

    public static ExplainedChange Rank(FieldName field, SourceName source, RankedSource winner, int rank)
    {
        var where = rank == winner.Rank ? "equal to" : "above";
        return new ExplainedChange(
            ChangeKind.Rank, rank.ToString(CultureInfo.InvariantCulture), $"It would win {field} if {source} ranked {where} {winner.Source}.");
    }
}
