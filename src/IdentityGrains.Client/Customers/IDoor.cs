using IdentityGrains.Domain.Customers;
using Orleans;

namespace IdentityGrains.Client.Customers;

/// <summary>The grains behind the front: what is asked goes through here and nowhere else.</summary>
internal interface IDoor
{
    /// <summary>The crosswalk.</summary>
    ICrosswalkGrain Crosswalk { get; }

    /// <summary>One customer.</summary>
    ICustomerGrain Customer(CustomerId customer);
}

/// <summary>The cluster's grains.</summary>
internal sealed class ClusterDoor(IGrainFactory grains) : IDoor
{
    public ICrosswalkGrain Crosswalk => grains.GetGrain<ICrosswalkGrain>(0);

    public ICustomerGrain Customer(CustomerId customer) => grains.Customer(customer);
}
