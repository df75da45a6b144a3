using CsCheck;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Disclosure;

/// <summary>Among those who share an address the most restrictive answer holds, and nobody is opened by another's yes.</summary>
public class SharedContactsTests
{
    private static readonly Platform Mail = Platform("mail", Mapped("name", null, Fulfilment), Mapped("email", null, Email)).Signalling();

    private static readonly Policy Example = With(
        Named("name", "string", Ranked("self", 1)), Named("email", "email", Ranked("self", 1)), Named("residence", "region", Ranked("self", 1)),
        Named("born", "date", Ranked("self", 1)) with { Classification = ["age_gate"] }).Telling(Mail);

    private static readonly Gen<Person> Anybody = Gen.Select(
        Gen.OneOf<string?>(null, "DE", "US-CA", "BR"), Gen.OneOf<string?>(null, "1990-01-01", "2015-01-01"),
        Gen.OneOf<Stance?>(null, Stance.Granted, Stance.Denied),
        Gen.OneOf<string?>(null, "ana@x.example", "ANA@x.example"), Gen.Int[0, 5], (region, born, says, email, restricted) =>
            new Person(region, born, says, email, restricted == 0));

    [Fact]
    public void Whose_address_is_told_counts_with_his_silence_and_whose_is_not_only_with_his_no()
    {
        Assert.Equal(("ana@x.example", ""), Stands(new Person("US-CA", "1990-01-01", null, "Ana@X.example")));
        Assert.Null(Stands(new Person("DE", "1990-01-01", null, "ana@x.example")));
        Assert.Equal(("ana@x.example", "email_marketing"), Stands(new Person("DE", "1990-01-01", Stance.Denied, "ana@x.example")));
        Assert.Null(Stands(new Person("DE", "1990-01-01", Stance.Denied, null)));
    }

    [Fact]
    public void A_platform_that_gets_the_address_for_another_purpose_has_the_silence_there_too()
    {
        var service = Platform("mail", Mapped("email", null, Email, Fulfilment)).Signalling();
        var silent = Of(new Person("DE", "1990-01-01", null, "ana@x.example"));
        Assert.Equal([Email], SharedContacts.Of(service, Disclose.To(service, silent, Example, Day(1)), silent, Example, Day(1))!.Denied);
    }

    [Fact]
    public void A_platform_that_keeps_subscriptions_apart_asks_nobody_else()
    {
        var apart = Mail with { Hazards = [] };
        var ana = Of(new Person("US-CA", "1990-01-01", null, "ana@x.example"));
        Assert.Null(SharedContacts.Of(apart, Disclose.To(apart, ana, Example, Day(1)), ana, Example, Day(1)));
    }

    [Fact]
    public void What_another_denies_is_denied_with_a_reason_of_its_own()
    {
        var ana = Of(new Person("US-CA", "1990-01-01", null, "ana@x.example"));
        var told = SharedContacts.Restrict(Mail, Disclose.To(Mail, ana, Example, Day(1)), [Email]).Fields[^1];
        Assert.Equal((new FieldValue.Text("no"), Withheld.SharedContactDenied, null), ((FieldValue.Text)told.Value, told.Why!.Value, told.Purpose));
    }

    [Fact]
    public void No_grant_survives_the_denial_of_somebody_who_shares_the_address() => Anybody.Array[1, 5].Sample(people =>
    {
        var told = Told(people);
        return people.Index().All(one => !told[one.Index]
            || people.Index().All(other => other.Index == one.Index || !Shares(one.Item, other.Item) || !Denies(other.Item)));
    });

    [Fact]
    public void One_more_who_shares_releases_nothing_that_was_denied() => Gen.Select(Anybody.Array[1, 4], Anybody).Sample((people, other) =>
    {
        var (before, after) = (Told(people), Told([.. people, other]));
        return before.Select((granted, i) => granted || !after[i]).All(tightens => tightens);
    });

    [Fact]
    public void Others_are_concerned_exactly_when_what_they_are_told_may_change() => Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool).Sample((was, isNow, others) =>
        SharedContacts.Concerns(Deny(was), Deny(isNow), Deny(others)) == ((was || others) != (isNow || others)));

    private static PurposeName[] Deny(bool denies) => denies ? [Email] : [];

    private static bool Denies(Person person) => Stand(person) is { Denied.IsEmpty: false };

    private static bool Shares(Person one, Person other) => Stand(one)?.Address == Stand(other)?.Address && Stand(one) is not null;

    // As planning does it: each is held against what all others deny by their own records.
    private static bool[] Told(Person[] people) =>
    [
        .. people.Select((p, i) =>
        {
            var denied = people.Where((o, k) => k != i && Shares(p, o)).SelectMany(o => Stand(o)!.Denied).ToHashSet();
            return SharedContacts.Restrict(Mail, Projected(p), denied).Fields[^1].Released;
        }),
    ];

    private static (string, string)? Stands(Person person) => Stand(person) is { } stance ? (stance.Address, string.Join(' ', stance.Denied)) : null;

    private static ContactStance? Stand(Person person) => SharedContacts.Of(Mail, Projected(person), Of(person), Example, Day(1));

    private static Projection Projected(Person person) => Disclose.To(Mail, Of(person), Example, Day(1));

    private static Domain.Customers.Customer Of(Person person)
    {
        var customer = Customer([
            ("name", "Ana", VerificationState.None),
            .. new[] { ("residence", person.Region), ("born", person.Born), ("email", person.Address) }
                .Where(f => f.Item2 is not null).Select(f => (f.Item1, f.Item2!, VerificationState.None)),
        ]) with { Restricted = person.Restricted };
        return person.Says is { } says ? customer.Saying(says, Email.Value, 0) : customer;
    }

    private sealed record Person(string? Region, string? Born, Stance? Says, string? Address, bool Restricted = false);
}
