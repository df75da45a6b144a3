using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;

namespace IdentityGrains.Domain.Tests.Exceptions;

public sealed class ExceptionLawTests
{
    [Theory]
    [InlineData(Lane.Ordinary, Trouble.None, 60, null)]
    [InlineData(Lane.Ordinary, Trouble.Refused, 0, ExceptionLaw.Rejected)]
    [InlineData(Lane.Ordinary, Trouble.NotShown, 0, ExceptionLaw.Indeterminate)]
    [InlineData(Lane.Ordinary, Trouble.InDoubt, 1, null)]
    [InlineData(Lane.Ordinary, Trouble.InDoubt, 15, ExceptionLaw.Indeterminate)]
    [InlineData(Lane.Withdrawal, Trouble.None, 14, null)]
    [InlineData(Lane.Withdrawal, Trouble.None, 15, ExceptionLaw.NotConfirmed)]
    [InlineData(Lane.Withdrawal, Trouble.Refused, 0, ExceptionLaw.NotConfirmed)]
    public void A_delivery_is_an_exception_by_its_lane_its_trouble_and_its_age(Lane lane, Trouble trouble, int minutes, string? kind) =>
        Assert.Equal(kind, ExceptionLaw.OfDelivery(new TroubledDelivery(lane, trouble, TimeSpan.FromMinutes(minutes))));
}
