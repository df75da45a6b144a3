using System.Buffers.Binary;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>When and how often it is asked whether a platform took an acknowledged delivery to heart. Pure.</summary>
internal static class Confirming
{
    /// <summary>The wait before the first look: what a platform shows at once needs no second.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two looks.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>The word for a delivery that the platform acknowledged and never called about.</summary>
    public const string NotCalled = "not_called";

    /// <summary>For how many times the plan's patience a platform's call is waited for.</summary>
    public const int CallsAwaited = 5;

    /// <summary>The row after the platform acknowledged it at a level.</summary>
    /// <param name="sent">The row as it was sent.</param>
    /// <param name="level">How far the platform has it.</param>
    /// <param name="plan">How copies are confirmed; null for not at all.</param>
    /// <param name="news">What it told the platform that this did not know.</param>
    /// <param name="now">Now.</param>
    public static DeliveryRow Begin(DeliveryRow sent, AckLevel level, ConfirmPlan? plan, ImmutableArray<FieldName> news, DateTimeOffset now)
    {
        if (level == AckLevel.Confirmed)
        {
            return sent with { State = DeliveryState.Confirmed };
        }

        var applied = level == AckLevel.Applied;
        if (plan is null || !plan.Wants(sent.Lane, Share(sent), news))
        {
            return sent with { State = applied ? DeliveryState.Applied : DeliveryState.Accepted };
        }

        if (plan.By == ConfirmPlan.Callback && now >= sent.PlannedAt + (plan.Within * CallsAwaited))
        {
            return sent with { State = applied ? DeliveryState.Applied : DeliveryState.Accepted, Reason = NotCalled };
        }

        // A platform that does not call is told once more, which does it no harm and has it call again.
        var wait = plan.By == ConfirmPlan.Callback ? plan.Within : Least(FirstLook, plan.Within);
        return sent with { State = applied ? DeliveryState.AppliedToConfirm : DeliveryState.AcceptedToConfirm, DueAt = (now + wait).InMicroseconds() };
    }

    /// <summary>The row that is looked at again later: each wait as long as all before it.</summary>
    public static DeliveryRow Later(DeliveryRow row, DateTimeOffset acknowledgedAt, DateTimeOffset now)
    {
        var age = now - acknowledgedAt;
        return row with { DueAt = (now + (age < FirstLook ? FirstLook : Least(age, LongestPause))).InMicroseconds() };
    }

    /// <summary>The row that is not looked at any more: it stays at what the platform's answer proved.</summary>
    public static DeliveryRow GiveUp(DeliveryRow row, string why) =>
        row with { State = row.State == DeliveryState.AppliedToConfirm ? DeliveryState.Applied : DeliveryState.Accepted, Reason = why };

    // Of the content, not of chance: whoever asks again gets the same answer.
    private static double Share(DeliveryRow row) => BinaryPrimitives.ReadUInt32BigEndian(row.Digest.Span) / (double)uint.MaxValue;

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
