using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>One withdrawal and one platform. Pure: what became of it stands in the disclosure log.</summary>
/// <param name="Version">The version of the act.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Platform">The platform as the policy of then knew it.</param>
/// <param name="Present">The platform as the policy in force knows it.</param>
/// <param name="Lost">What may not be held there since.</param>
/// <param name="Permitted">What may be held there now.</param>
internal sealed record FollowedWithdrawal(
    long Version, DateTimeOffset RecordedAt, Platform Platform, Platform Present, ImmutableHashSet<FieldName> Lost, ImmutableHashSet<FieldName> Permitted)
{
    /// <summary>How far the platform followed; null when it had been told nothing that it lost.</summary>
    public PlatformWithdrawal? Tell(IReadOnlyList<DisclosureEntry> log, DeliveryRow? row, DateTimeOffset now)
    {
        var held = Held(log);
        if (held.IsEmpty)
        {
            return null;
        }

        var since = log.Where(e => e.Event.PlannedVersion >= Version).ToArray();
        var clearing = since.Select(e => e.Event).OfType<DisclosureEvent.AttemptStarted>().Where(s => Clears(s, held)).ToArray();
        var ids = clearing.Select(s => s.DeliveryId).ToHashSet(StringComparer.Ordinal);
        var followed = since.Select(e => e.Event).Where(e => ids.Contains(e.DeliveryId)).ToArray();
        var levels = DisclosureReading.Levels(followed);
        var closed = levels.Where(l => l.Level >= Needed).Select(l => (DateTimeOffset?)l.At).FirstOrDefault();
        var stage = closed is not null ? WithdrawalStage.TakenBack
            : held.IsSubsetOf(Permitted) ? WithdrawalStage.Permitted
            : row is { State: DeliveryState.Withheld, Reason: { } why } && why == Words.Of(Withheld.Restricted) ? WithdrawalStage.Frozen
            : WithdrawalStage.Open;
        return new PlatformWithdrawal(
            Platform.Name, Platform.Recipient.LegalName, [.. held.OrderBy(f => f.Value, StringComparer.Ordinal)], stage,
            row is null ? null : DeliveryStates.WordOf(row.State), row?.Reason,
            clearing.Length == 0 ? [] : [new LevelReached(AckLevel.Sent, clearing[0].At), .. levels],
            stage is WithdrawalStage.TakenBack or WithdrawalStage.Open ? (closed ?? now) - RecordedAt : null, Late(log));
    }

    // A withdrawal is always to be shown, where the platform can be looked at or calls; elsewhere its answer is all there ever is.
    private AckLevel Needed => Present.Confirm.Wants(Lane.Withdrawal, 0, []) ? AckLevel.Confirmed : Present.AckCeiling;

    // What it was told last before the act, field by field.
    private ImmutableHashSet<FieldName> Held(IReadOnlyList<DisclosureEntry> log)
    {
        var held = ImmutableHashSet.CreateBuilder<FieldName>();
        foreach (var told in log.Select(e => e.Event).OfType<DisclosureEvent.AttemptStarted>().Where(s => s.PlannedVersion < Version).SelectMany(s => s.Fields))
        {
            _ = told.Commitment is null ? held.Remove(told.Field) : Lost.Contains(told.Field) && held.Add(told.Field);
        }

        return held.ToImmutable();
    }

    private static bool Clears(DisclosureEvent.AttemptStarted started, ImmutableHashSet<FieldName> held) =>
        started.Fields.Count(f => f.Commitment is null && held.Contains(f.Field)) == held.Count;

    private ImmutableArray<DateTimeOffset> Late(IReadOnlyList<DisclosureEntry> log) =>
    [
        .. log.Select(e => e.Event).OfType<DisclosureEvent.AttemptAnswered>()
            .Where(e => e.At > RecordedAt && e.PlannedVersion < Version && e.Outcome is [DeliveryAnswers.LateSend, ..]).Select(e => e.At),
    ];
}
