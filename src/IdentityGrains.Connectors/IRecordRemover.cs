using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors;

/// <summary>Takes a customer's whole record away from a platform, as far as the platform can.</summary>
public interface IRecordRemover
{
    /// <summary>What removing comes to here. It is called only where the policy asks for just this.</summary>
    RecordEnd Ends { get; }

    /// <summary>
    /// Removes one record, or what stands for it at the platform (deactivation, suppression). A record that is not there is removed.
    /// It never throws for what a platform or a network does.
    /// </summary>
    /// <param name="deliveryId">Names the act; a retry carries the same.</param>
    /// <param name="key">The platform's key of the customer.</param>
    /// <param name="ct">Nothing more of it leaves; an <see cref="OperationCanceledException"/>.</param>
    Task<SendResult> Remove(string deliveryId, string key, CancellationToken ct);
}
