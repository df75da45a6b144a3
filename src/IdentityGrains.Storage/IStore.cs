using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Messages;
using IdentityGrains.Storage.Reconciling;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Subscriptions;

namespace IdentityGrains.Storage;

/// <summary>A store, open. Every store is held to one contract suite.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>The record.</summary>
    IJournal Journal { get; }

    /// <summary>The journal's echo.</summary>
    IFeed Feed { get; }

    /// <summary>Which customer a native key names.</summary>
    INativeKeys NativeKeys { get; }

    /// <summary>The policy in force.</summary>
    IPolicies Policies { get; }

    /// <summary>How far customers were visited under the policy in force.</summary>
    IPolicySweeps PolicySweeps { get; }

    /// <summary>What is due.</summary>
    IDueWork DueWork { get; }

    /// <summary>What is to be told to whom, and what was.</summary>
    IDeliveries Deliveries { get; }

    /// <summary>Who shares contact points at platforms that spread subscriptions by them.</summary>
    ISharedContacts SharedContacts { get; }

    /// <summary>Who looked at which platform's copies, and what differed.</summary>
    IReconciliations Reconciliations { get; }

    /// <summary>What somebody has to look at.</summary>
    IExceptions Exceptions { get; }

    /// <summary>What customers are still to be sent.</summary>
    IMessages Messages { get; }

    /// <summary>Who is told of events.</summary>
    ISubscriptions Subscriptions { get; }

    /// <summary>Who was refused.</summary>
    IRefusalAudit Refusals { get; }

    /// <summary>The customers' keys.</summary>
    ICustomerKeys CustomerKeys { get; }

    /// <summary>The secret under which native keys are looked up, and from which ids of customers without one are derived.</summary>
    IndexKey IndexKey { get; }

    /// <summary>The store's time.</summary>
    IStoreClock Clock { get; }
}
