using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Callers;

public class SignedSubjectTests
{
    private static readonly SignedSubject Nobody = new(null, null);
    private static readonly SignedSubject Her = new(Ana, null);
    private static readonly SignedSubject Another = new(CustomerId.FromBytes(new byte[CustomerId.Size]), null);

    private static Case Keyed => Case.Known.After(Ask.Attach("crm", "C-1"));

    [Theory]
    [InlineData("crm:C-1", "crm", "C-1")]
    [InlineData("crm:a:b", "crm", "a:b")]
    public void A_key_stands_behind_its_source(string text, string source, string key)
    {
        Assert.True(SignedSubject.TryParse(text, out var subject));
        Assert.Equal((null, Ask.Key(source, key)), (subject.Customer, subject.Key));
        Assert.Equal(text, SignedSubject.TextOf(subject.Key!.Value));
    }

    [Fact]
    public void An_id_names_a_customer_and_nothing_names_nobody()
    {
        Assert.True(SignedSubject.TryParse(Ana.ToString(), out var her));
        Assert.True(SignedSubject.TryParse(null, out var nobody));
        Assert.Equal((Her, Nobody), (her, nobody));
    }

    [Theory]
    [InlineData("C-1")]
    [InlineData(":C-1")]
    [InlineData("crm:")]
    [InlineData("crm:..")]
    [InlineData("crm:ana@a.example")]
    [InlineData("CUS_00112233445566778899aabbccddeeff")]
    public void What_is_no_name_is_none(string text) => Assert.False(SignedSubject.TryParse(text, out _));

    [Fact]
    public void It_names_her_by_her_id_and_by_any_of_her_keys()
    {
        var said = Ask.Field("name", "Ana");

        Assert.True(Her.Names(Keyed.Customer, said));
        Assert.True(By("crm", "C-1").Names(Keyed.Customer, said));
        Assert.False(By("crm", "C-2").Names(Keyed.Customer, said));
        Assert.False(By("self", "C-1").Names(Keyed.Customer, said));
        Assert.False(Another.Names(Keyed.Customer, said));
        Assert.False(Nobody.Names(Keyed.Customer, said));
    }

    [Fact]
    public void A_beginning_is_named_by_the_key_that_begins()
    {
        var (keyed, keyless) = (Ask.Create(Ask.Key("crm", "C-1")), Ask.Create());

        Assert.True(By("crm", "C-1").Names(Case.Nobody.Customer, keyed));
        Assert.True(Nobody.Names(Case.Nobody.Customer, keyless));
        Assert.All([By("crm", "C-2"), Her, Nobody], named => Assert.False(named.Names(Case.Nobody.Customer, keyed)));
        Assert.All([By("crm", "C-1"), Her], named => Assert.False(named.Names(Case.Nobody.Customer, keyless)));
    }

    [Fact]
    public void A_signature_proves_what_it_names()
    {
        var signed = Case.CallerOf("kiosk").WithSignature(Her);

        Assert.Equal((ProofLevel.SignedAssertion, Her), (signed.Carried, signed.Signed));
        Assert.Equal(ProofLevel.SubjectAuthenticated, (signed with { Carried = ProofLevel.SubjectAuthenticated }).WithSignature(Her).Carried);
    }

    [Fact]
    public void A_signature_for_another_is_refused_and_never_a_weaker_proof()
    {
        Refused(Refusal.InvalidProof, Keyed, Ask.Field("name", "Ana"));
        Refused(Refusal.InvalidProof, Keyed, Ask.Restrict());
        Refused(Refusal.InvalidProof, Keyed, Ask.Attach("crm", "C-1"));
        Refused(Refusal.InvalidProof, Case.Nobody, Ask.Create(Ask.Key("crm", "C-1")));
    }

    [Fact]
    public void Every_other_refusal_comes_first()
    {
        Refused(Refusal.UnknownCustomer, Case.Nobody, Ask.Field("name", "Ana"));
        Refused(Refusal.EvidenceUnknown, Keyed, Ask.Field("name", "Ana").With("horoscope"));
    }

    private static void Refused(Refusal why, Case before, CustomerCommand command) => new Verdict(
            before, Law.Decide(before.Customer, command, Case.CallerOf("crm").WithSignature(Another), before.Policy, Day(before.Today)))
        .Refused(why, FaultsOf(why));

    private static string[] FaultsOf(Refusal why) => why == Refusal.EvidenceUnknown ? ["evidence"] : [];

    private static SignedSubject By(string source, string key) => new(null, Ask.Key(source, key));
}
