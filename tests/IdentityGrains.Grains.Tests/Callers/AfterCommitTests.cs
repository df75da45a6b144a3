using IdentityGrains.Client.Callers;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Storage.Journal;
using OutcomeUnknownException = IdentityGrains.Client.Callers.OutcomeUnknownException;

namespace IdentityGrains.Grains.Tests.Callers;

/// <summary>What fails once an effect is durable says nothing of nothing having been done.</summary>
public class AfterCommitTests
{
    public static TheoryData<Exception> Promises =>
        [new StoreUnreachableException(), new StoreUnavailableException(), new CustomerBusyException(), new TooManyCallsException()];

    [Theory]
    [MemberData(nameof(Promises), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_that_promises_no_effect_is_told_as_an_unknown_outcome(Exception promise) =>
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => AfterCommit.Do<int>(() => throw promise));

    [Fact]
    public async Task Every_other_failure_stays_what_it_is() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => AfterCommit.Do<int>(() => throw new InvalidOperationException()));

    [Fact]
    public async Task Without_a_failure_it_is_the_answer() => Assert.Equal(7, await AfterCommit.Do(() => Task.FromResult(7)));
}
