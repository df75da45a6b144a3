using IdentityGrains.Domain.Customers;
using Orleans;
using Orleans.Runtime;

namespace IdentityGrains.Client.Customers;

/// <summary>The way to one customer, for whoever asks of many each second.</summary>
public static class CustomerReference
{
    private static readonly GrainType Kind = GrainType.Create("customer");
    private static readonly GrainInterfaceType Door = GrainInterfaceType.Create("customer");

    /// <summary>
    /// The customer's grain. The same as <c>GetGrain&lt;ICustomerGrain&gt;(customer.ToString())</c>, which reads the interface's attributes anew each time.
    /// </summary>
    public static ICustomerGrain Customer(this IGrainFactory grains, CustomerId customer) => (ICustomerGrain)grains.GetGrain(IdOf(customer), Door);

    /// <summary>The id of the customer's grain.</summary>
    public static GrainId IdOf(CustomerId customer) => GrainId.Create(Kind, customer.ToString());
}
