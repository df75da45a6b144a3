using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Storage.Journal;

/// <summary>That somebody was refused: who, what and why, never a value.</summary>
public interface IRefusalAudit
{
    /// <summary>Keeps a refusal; at most one a second per principal is kept, the rest are counted.</summary>
    Task Record(RefusedAct act, CancellationToken ct);

    /// <summary>The latest refusals, newest first.</summary>
    Task<IReadOnlyList<RefusedAct>> Latest(int limit, CancellationToken ct);
}

/// <summary>One refused act.</summary>
public sealed record RefusedAct(DateTimeOffset At, PrincipalId Principal, CustomerId Customer, string Command, Refusal Why);
