using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Domain.Claims;
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
    /// <summary>How one is over when its cause is gone.</summary>
    public const string Calmed = "calmed";

    // Where a row does not say more.
    private const string Waits = "waits";
    private const string FieldsRefused = "fields_refused";

    /// <summary>The exception that a delivery is; null while it is none.</summary>
    public static ExceptionRecord? Of(DeliveryRow row, Policy policy, DateTimeOffset now)
    {
        var kind = ExceptionLaw.OfDelivery(new TroubledDelivery(row.Lane, TroubleOf(row), now - row.PlannedAt));
        return kind is null ? null : Of(
            kind, policy, new ExceptionSubject(row.Platform), row.Customer, row.Reason ?? (row.Refused > 0 ? FieldsRefused : Waits), now);
    }

    /// <summary>The exception that a drift is which nothing is done about by itself.</summary>
    public static ExceptionRecord Of(Drift drift, Policy policy, DateTimeOffset now) =>
        // One stands for all fields of a copy; the first that is seen says whose it is.
        Of(ExceptionLaw.Drift, policy, new ExceptionSubject(drift.Platform, drift.Field), drift.Customer, Domain.Words.Of(drift.Left!.Value), now) with
        {
            Field = null,
        };

    /// <summary>The exception that a customer's claims are.</summary>
    public static ExceptionRecord Of(ClaimTrouble trouble, CustomerId customer, Policy policy, DateTimeOffset now) => Of(
        trouble.Kind, policy, new ExceptionSubject(null, trouble.Field, trouble.Source), customer,
        Domain.Words.Of(trouble.Kind == ExceptionLaw.Unproven ? Outcome.InsufficientProof : Outcome.Contested), now);

    /// <summary>Opens one.</summary>
    public static ExceptionRecord Of(string kind, Policy policy, ExceptionSubject about, CustomerId? customer, string why, DateTimeOffset now)
    {
        var (at, duty) = (now.InMicroseconds(), ExceptionLaw.DutyOf(kind, policy, about, now.InMicroseconds()));
        return new ExceptionRecord(
            IdOf(kind, about, customer, at), kind, about.Platform, customer, why, duty.Severity, at, ExceptionLife.Begin(duty, at), Field: about.Field,
            Source: about.Source);
    }

    private static Trouble TroubleOf(DeliveryRow row) => row.State switch
    {
        DeliveryState.Rejected => Trouble.Refused,
        DeliveryState.Indeterminate => Trouble.InDoubt,
        DeliveryState.Accepted or DeliveryState.Applied when row.Reason is not null => Trouble.NotShown,
        _ when row.Refused > 0 => Trouble.Refused,
        _ => Trouble.None,
    };

    private static string IdOf(string kind, ExceptionSubject about, CustomerId? customer, DateTimeOffset at) =>
        OpaqueIds.OfException + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{kind}\n{about.Platform}\n{customer}\n{about.Field}\n{about.Source}\n{at.UtcTicks}")).AsSpan(0, 16));
}
