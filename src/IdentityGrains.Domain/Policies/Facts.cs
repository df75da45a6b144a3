using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Policies;

/// <summary>What the record says of the person, as rules may read it.</summary>
public static class Facts
{
    /// <summary>The facts of a customer at this moment: region and country from the field of type <c>region</c>, age from the field classified <c>age_gate</c>.</summary>
    public static SubjectFacts Of(Customer customer, Policy policy, DateTimeOffset now) => throw new System.Diagnostics.UnreachableException();
}
