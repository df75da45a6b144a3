using System.Diagnostics;
using System.Runtime.CompilerServices;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.House.Tests.Law;

/// <summary>An event that the fold does not know would be recorded and then stop every later load of its customer.</summary>
public sealed class FoldTests
{
    [Fact]
    public void Every_event_reaches_the_fold() => Offenders.None(
        "The fold has a line for every event.", Product.Domain.Concrete(typeof(CustomerEvent)).Where(e => !FoldKnows(e)).Select(e => e.FullName!));

    [Fact]
    public void There_are_events() => Assert.NotEmpty(Product.Domain.Concrete(typeof(CustomerEvent)));

    // The event is empty, so a line of the fold may stumble over a member; only that there is no line at all is of interest here.
    private static bool FoldKnows(Type type)
    {
        var happened = (CustomerEvent)RuntimeHelpers.GetUninitializedObject(type);
        var failure = Record.Exception(() => Customer.Nobody(default).Apply([happened]));
        return failure is not UnreachableException unreachable || !unreachable.Message.StartsWith("The fold does not know", StringComparison.Ordinal);
    }
}
