using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Callers;

public class CallerTests
{
    private static readonly CustomerId SomebodyElse = CustomerId.FromBytes(new byte[CustomerId.Size]);

    /// <summary>What is carried, of whom a subject token speaks, the source's cap, and what is established.</summary>
    public static TheoryData<ProofLevel, string, ProofLevel, ProofLevel> Proofs => new()
    {
        { ProofLevel.ServiceAuthenticated, "nobody", ProofLevel.SubjectAuthenticated, ProofLevel.ServiceAuthenticated },
        { ProofLevel.ServiceAuthenticated, "her", ProofLevel.SubjectAuthenticated, ProofLevel.SubjectAuthenticated },
        { ProofLevel.ServiceAuthenticated, "another", ProofLevel.SubjectAuthenticated, ProofLevel.ServiceAuthenticated },
        { ProofLevel.ServiceAuthenticated, "her", ProofLevel.ServiceAuthenticated, ProofLevel.ServiceAuthenticated },
        { ProofLevel.ServiceAuthenticated, "nobody", ProofLevel.TransportAuthenticated, ProofLevel.TransportAuthenticated },
        { ProofLevel.SignedAssertion, "nobody", ProofLevel.SubjectAuthenticated, ProofLevel.SignedAssertion },
        { ProofLevel.SignedAssertion, "her", ProofLevel.SignedAssertion, ProofLevel.SignedAssertion },
        { ProofLevel.SubjectAuthenticated, "another", ProofLevel.SubjectAuthenticated, ProofLevel.SignedAssertion },
        { ProofLevel.SubjectAuthenticated, "nobody", ProofLevel.SubjectAuthenticated, ProofLevel.SignedAssertion },
        { ProofLevel.None, "nobody", ProofLevel.SubjectAuthenticated, ProofLevel.None },
    };

    [Theory]
    [MemberData(nameof(Proofs))]
    public void Proof_is_what_is_carried_for_this_very_customer_up_to_the_cap(ProofLevel carried, string subject, ProofLevel cap, ProofLevel proof)
    {
        CustomerId? named = subject switch { "her" => Ana, "another" => SomebodyElse, _ => null };
        var source = GivenLaw.Law.Sources[new SourceName("self")] with { MaxProof = cap };
        Assert.Equal(proof, new Caller(source.Principal, carried, named).ProofFor(Ana, source));
    }

    [Fact]
    public void Somebody_elses_sign_in_proves_nothing_of_a_claim()
    {
        var another = Case.CallerOf("self") with { Subject = SomebodyElse };
        var decision = Law.Decide(Case.Known.Customer, Ask.Field("name", "Ana"), another, GivenLaw.Law, Day(100));
        Assert.Equal("insufficient_proof", new Verdict(Case.Known, decision).Outcomes);
    }
}
