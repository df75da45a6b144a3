using IdentityGrains.Client.Customers;

namespace IdentityGrains.Grains.Customers;

/// <summary>The product's own way to one customer.</summary>
internal static class InternalReference
{
    private static readonly GrainInterfaceType Internals = GrainInterfaceType.Create("customer-internals");

    /// <summary>As <see cref="CustomerReference.Customer"/>, through the inner door.</summary>
    public static ICustomerInternals Internal(this IGrainFactory grains, CustomerId customer) =>
        (ICustomerInternals)grains.GetGrain(CustomerReference.IdOf(customer), Internals);
}
