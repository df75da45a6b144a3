using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Case;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Customers;

/// <summary>Each row repairs one fault of the row before and meets the next, until nothing is left to refuse.</summary>
public class PrecedenceTests
{
    // Her tier was seen on day 50 while the clock stood there; it stands at day 10 now, so that one claim can lie ahead and be late at once.
    private static readonly Case Ahead = Known.After(Ask.Fields(("member", "M1"), ("tier", "gold")).On(50)).On(10);

    [Fact]
    public void Fields_are_refused_in_order()
    {
        var late = Ask.Fields(("shoe", "42"), ("income", "high"), ("name", GivenLaw.Nonsense), ("member", "M2"), ("tier", "lead"))
            .On(20).Under("C-1").With("horoscope");
        var here = late with { Key = null };
        var known = here with { Fields = here.Fields.RemoveAt(0) };
        var ranked = known with { Fields = known.Fields.RemoveAt(0) };
        var valid = ranked with { Fields = ranked.Fields.RemoveAt(0) };
        var lasting = valid with { Fields = valid.Fields.RemoveAt(0) };
        InOrder(
            (Nobody.On(10).When(late, by: "stranger"), Refusal.UnknownSource), (Nobody.On(10).When(late), Refusal.UnknownCustomer),
            (Ahead.When(late), Refusal.ForeignKey), (Ahead.When(here), Refusal.ObservedInFuture),
            (Ahead.On(100).When(here), Refusal.UnknownField), (Ahead.On(100).When(known), Refusal.FieldAuthorityDenied),
            (Ahead.On(100).When(ranked), Refusal.InvalidValue), (Ahead.On(100).When(valid), Refusal.FieldImmutable),
            (Ahead.On(100).When(lasting), Refusal.StaleAssertion), (Ahead.On(100).When(lasting.On(60)), Refusal.EvidenceUnknown),
            (Ahead.On(100).When(lasting.On(60).With("case")), null));
    }

    [Fact]
    public void Grants_are_refused_in_order()
    {
        var grant = Ask.Grant(new PurposeName("fortune_telling"), day: 200, notice: "n-0");
        var now = grant.On(50);
        var known = now with { Purpose = Email };
        var proved = Ask.Grant(Email, notice: "n-0", kinds: "case");
        InOrder(
            (Nobody.When(grant, by: "stranger"), Refusal.UnknownSource), (Nobody.When(grant, by: "acme"), Refusal.UnknownCustomer),
            (Known.When(grant, by: "acme"), Refusal.ObservedInFuture), (Known.When(now, by: "acme"), Refusal.UnknownPurpose),
            (Known.When(known, by: "acme"), Refusal.NotAuthoritative), (Known.When(known, by: "kiosk"), Refusal.InsufficientProof),
            (Known.When(known, by: "console"), Refusal.EvidenceMissing), (Known.When(proved, by: "console"), Refusal.NoticeUnknown),
            (Known.When(proved with { NoticeVersion = "n-1" }, by: "console"), null));
    }

    [Fact]
    public void Withdrawals_are_refused_for_next_to_nothing()
    {
        var withdraw = Ask.Withdraw(new PurposeName("fortune_telling"), day: 200);
        InOrder(
            (Nobody.When(withdraw, by: "stranger"), Refusal.UnknownSource), (Nobody.When(withdraw, by: "acme"), Refusal.UnknownCustomer),
            (Known.When(withdraw, by: "acme"), Refusal.UnknownPurpose), (Known.When(withdraw with { Purpose = Email }, by: "acme"), null));
    }

    [Fact]
    public void Beginnings_are_refused_in_order()
    {
        var create = Ask.Create(Ask.Key("crm", "C-1")).On(200);
        var own = create with { Key = Ask.Key("self", "C-1") };
        InOrder(
            (Known.When(create, by: "stranger"), Refusal.UnknownSource), (Known.When(create, by: "acme"), Refusal.CustomerExists),
            (Nobody.When(create, by: "acme"), Refusal.MayNotCreate), (Nobody.When(create, by: "self"), Refusal.ForeignKey),
            (Nobody.When(own, by: "self"), Refusal.ObservedInFuture), (Nobody.When(own.On(50), by: "self"), null));
    }

    [Fact]
    public void Keys_are_refused_in_order()
    {
        var full = Known;
        full = full with { Customer = full.Customer with { Keys = [.. Enumerable.Range(0, Creation.MaxKeys).Select(i => Ask.Key("crm", $"C-{i}"))] } };
        var attach = Ask.Attach("self", "C-x").On(200);
        var own = Ask.Attach("crm", "C-x").On(200);
        InOrder(
            (Nobody.When(attach, by: "stranger"), Refusal.UnknownSource), (Nobody.When(attach), Refusal.UnknownCustomer),
            (full.When(attach), Refusal.ForeignKey), (full.When(own), Refusal.TooManyKeys), (Known.When(own), Refusal.ObservedInFuture),
            (Known.When(own.On(50)), null));
    }

    [Fact]
    public void Restrictions_and_their_ends_are_refused_in_order()
    {
        var restrict = Ask.Restrict().On(200);
        InOrder(
            (Nobody.When(restrict, by: "stranger"), Refusal.UnknownSource), (Nobody.When(restrict, by: "acme"), Refusal.UnknownCustomer),
            (Known.When(restrict, by: "acme"), Refusal.ObservedInFuture), (Known.When(restrict.On(50), by: "acme"), Refusal.NotAuthoritative),
            (Known.When(restrict.On(50)), null));

        var release = Ask.Release().On(200);
        var restricted = Known.After(Ask.Restrict());
        InOrder(
            (Nobody.When(release, by: "stranger"), Refusal.UnknownSource), (Nobody.When(release, by: "acme"), Refusal.UnknownCustomer),
            (restricted.When(release, by: "acme"), Refusal.ObservedInFuture), (restricted.When(release.On(50), by: "acme"), Refusal.NotAuthoritative),
            (restricted.When(release.On(50)), Refusal.EvidenceMissing), (restricted.When(Ask.Release("case_reference")), null));
    }

    private static void InOrder(params (Verdict Answered, Refusal? Expected)[] rows)
    {
        Assert.Equal(rows.Select(r => r.Expected), rows.Select(r => r.Answered.Why));
        Assert.IsType<Decision.Accepted>(rows[^1].Answered.Decision);

        // The table itself follows the law's own list.
        Assert.Equal(rows.Select(r => r.Expected ?? (Refusal)int.MaxValue).Order(), rows.Select(r => r.Expected ?? (Refusal)int.MaxValue));
    }
}
