using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Grains.Exceptions;

/// <summary>How an exception is opened. Pure: the law says which there are.</summary>
internal static class ExceptionRecords
{
    // Where a row does not say more.
    private const string Waits = "waits";
    private const string FieldsRefused = "fields_refused";

    /// <summary>The exception that a delivery is; null while it is none.</summary>
    public static ExceptionRecord? Of(DeliveryRow row, Policy policy, DateTimeOffset now)
    {
        var kind = ExceptionLaw.OfDelivery(new TroubledDelivery(row.Lane, TroubleOf(row), now - row.PlannedAt));
        return kind is null ? null : Of(kind, policy, row.Platform, row.Customer, null, row.Reason ?? (row.Refused > 0 ? FieldsRefused : Waits), now);
    }

    /// <summary>The exception that a drift is which nothing is done about by itself.</summary>
    public static ExceptionRecord Of(Drift drift, Policy policy, DateTimeOffset now) =>
        Of(ExceptionLaw.Drift, policy, drift.Platform, drift.Customer, drift.Field, Domain.Words.Of(drift.Left!.Value), now);

    /// <summary>Opens one.</summary>
    public static ExceptionRecord Of(
        string kind, Policy policy, PlatformName platform, CustomerId? customer, FieldName? field, string why, DateTimeOffset now)
    {
        var (at, duty) = (now.InMicroseconds(), ExceptionLaw.DutyOf(kind, policy, platform, field, now.InMicroseconds()));
        return new ExceptionRecord(IdOf(kind, platform, customer, at), kind, platform, customer, why, duty.Severity, at, ExceptionLife.Begin(duty, at));
    }

    private static Trouble TroubleOf(DeliveryRow row) => row.State switch
    {
        DeliveryState.Rejected => Trouble.Refused,
        DeliveryState.Indeterminate => Trouble.InDoubt,
        DeliveryState.Accepted or DeliveryState.Applied when row.Reason is not null => Trouble.NotShown,
        _ when row.Refused > 0 => Trouble.Refused,
        _ => Trouble.None,
    };

    private static string IdOf(string kind, PlatformName platform, CustomerId? customer, DateTimeOffset at) => OpaqueIds.OfException + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{platform.Value}\n{customer}\n{at.UtcTicks}")).AsSpan(0, 16));
}
