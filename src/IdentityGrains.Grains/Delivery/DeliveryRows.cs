using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>How a delivery row moves. Pure: what is written is decided by the grain that asks.</summary>
internal static class DeliveryRows
{
    private static readonly byte[] NoDigest = new byte[32];

    /// <summary>The rows that bring the platforms to what is planned, where what is settled does not say so already.</summary>
    public static IReadOnlyList<DeliveryRow> Planned(DirtyCustomer dirty, CustomerPlans plans, IReadOnlyList<DeliveryRow> settled, DateTimeOffset now)
    {
        // A platform that left the policy, or lost its connector, keeps no open row: nobody would ever take it up.
        var left = settled.Where(r => plans.Platforms.All(p => p.Platform != r.Platform))
            .Select(r => new PlatformPlan(r.Platform, [], InstalledPlatforms.NotInstalled, TakesBack: false));
        return
        [
            .. plans.Platforms.Concat(left)
                .Select(p => Planned(dirty, plans.Version, p, settled.FirstOrDefault(r => r.Platform == p.Platform), now))
                .OfType<DeliveryRow>(),
        ];
    }

    /// <summary>The row that brings the platform to what is planned; null when what is settled says so already.</summary>
    public static DeliveryRow? Planned(DirtyCustomer dirty, long version, PlatformPlan plan, DeliveryRow? settled, DateTimeOffset now)
    {
        if (plan.Withheld is { } why)
        {
            return settled is { State: DeliveryState.Withheld } && settled.Reason == why
                ? null
                : new DeliveryRow(dirty.Customer, plan.Platform, version, "", NoDigest, dirty.Lane, DeliveryState.Withheld, now, now, 0, why);
        }

        if (settled is not null && settled.State != DeliveryState.Withheld && settled.Digest.Span.SequenceEqual(plan.Digest.AsSpan()))
        {
            return null;
        }

        // Whatever woke the planner: what may not be held any more is taken back before anything else is told.
        var lane = plan.TakesBack ? Lane.Withdrawal : dirty.Lane;
        return new DeliveryRow(dirty.Customer, plan.Platform, version, "", plan.Digest.AsMemory(), lane, DeliveryState.Planned, now, now, 0, null)
        {
            Refused = plan.Refused,
        };
    }

    /// <summary>
    /// The delivery's id: the same for a retry exactly when the content is the same. It covers the policy, so a delivery that another policy
    /// permits has another id.
    /// </summary>
    public static string IdOf(DeliveryRow row, string policy, string contentMark)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> version = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(version, row.PlannedVersion);
        hash.AppendData(row.Customer.ToBytes());
        hash.AppendData(Encoding.UTF8.GetBytes(row.Platform.Value));
        hash.AppendData(version);
        hash.AppendData(row.Digest.Span);
        hash.AppendData(Encoding.UTF8.GetBytes(policy + "\n" + contentMark));

        // The content carries when it was planned, so that is part of what must be the same.
        BinaryPrimitives.WriteInt64BigEndian(version, row.PlannedAt.UtcTicks);
        hash.AppendData(version);
        return "dlv_" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
