using IdentityGrains.Domain.Signals;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Customers;

/// <summary>What every customer's clerk works with; one for the silo.</summary>
internal sealed record CustomerServices(
    IJournal Journal, JournalWriter Writer, StandingHeads Heads, CustomerLoader Loader, ICustomerKeys Keys, INativeKeys NativeKeys, IRefusalAudit Refusals,
    IDueWork Due, IDeliveries Deliveries, ISharedContacts Sharers, IndexKey Index, IStoreClock Clock, PoliciesInForce Policies, SignalFormat Signals,
    InstalledPlatforms Platforms, Instruments Instruments);
