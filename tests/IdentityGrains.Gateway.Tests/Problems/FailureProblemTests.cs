using IdentityGrains.Client.Callers;
using IdentityGrains.Gateway.Problems;
using Microsoft.AspNetCore.Http;
using Orleans.Runtime;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Problems;

public class FailureProblemTests
{
    [Theory]
    [InlineData(CredentialFault.Missing, "invalid-credential")]
    [InlineData(CredentialFault.Invalid, "invalid-credential")]
    [InlineData(CredentialFault.Expired, "credential-expired")]
    [InlineData(CredentialFault.WrongEnvironment, "wrong-environment")]
    public void A_refused_credential_is_401(CredentialFault fault, string slug)
    {
        var problem = FailureProblems.Of(new CredentialRefusedException(fault), isRead: false)!;

        Assert.Equal((401, slug), (problem.Status, problem.Slug));
    }

    [Theory]
    [InlineData(CredentialFault.InvalidProof, 403, "invalid-proof")]
    [InlineData(CredentialFault.Replayed, 401, "replay-detected")]
    public void A_refused_signature_says_whether_it_holds_at_all(CredentialFault fault, int status, string slug)
    {
        var problem = FailureProblems.Of(new CredentialRefusedException(fault), isRead: false)!;

        Assert.Equal((status, slug), (problem.Status, problem.Slug));
    }

    [Theory]
    [InlineData(typeof(OutcomeUnknownException), 503, "outcome-unknown")]
    [InlineData(typeof(StoreUnavailableException), 503, "store-unavailable")]
    [InlineData(typeof(CustomerBusyException), 429, "rate-limited")]
    [InlineData(typeof(InternalCallRefusedException), 403, "forbidden")]
    [InlineData(typeof(TimeoutException), 503, "outcome-unknown")]
    [InlineData(typeof(SiloUnavailableException), 503, "outcome-unknown")]
    public void A_fault_of_the_world_says_whether_a_write_may_be_repeated(Type failure, int status, string slug)
    {
        var problem = FailureProblems.Of((Exception)Activator.CreateInstance(failure)!, isRead: false)!;

        Assert.Equal((status, slug), (problem.Status, problem.Slug));
        Assert.True(status < 429 || problem.RetryAfterSeconds > 0);
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(SiloUnavailableException))]
    [InlineData(typeof(OutcomeUnknownException))]
    public void A_lost_read_had_no_effect(Type failure) =>
        Assert.Same(Catalogue.StoreUnavailable, FailureProblems.Of((Exception)Activator.CreateInstance(failure)!, isRead: true));

    [Fact]
    public void A_body_that_the_server_refuses_keeps_its_status() =>
        Assert.Same(Catalogue.PayloadTooLarge, FailureProblems.Of(new BadHttpRequestException("x", 413), isRead: false));

    [Fact]
    public void What_nobody_foresaw_is_left_to_the_last_resort() => Assert.Null(FailureProblems.Of(new InvalidOperationException(), isRead: false));
}
