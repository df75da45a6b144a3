using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Domain.Tests.Signals;
using IdentityGrains.Domain.Tests.Verifications;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests;

/// <summary>Ana before the law: a state, a command, an answer. What she holds was heard by the law itself.</summary>
internal sealed record Case(Customer Customer, Policy Policy, double Today)
{
    /// <summary>Her earlier states by version, as the record would tell them.</summary>
    public ImmutableDictionary<long, Customer> Past { get; init; } = ImmutableDictionary<long, Customer>.Empty;

    /// <summary>Nothing is recorded of her.</summary>
    public static Case Nobody => new(Domain.Customers.Customer.Nobody(Ana), GivenLaw.Law, 100);

    /// <summary>Her record began, and says nothing.</summary>
    public static Case Known => Nobody.After(Ask.Create(), by: "crm");

    /// <summary>One field is known of her, observed on day 10.</summary>
    public static Case Holding(string field, string? value, string by, double day = 10) => Known.After(Ask.Field(field, value, day), by);

    public Case On(double day) => this with { Today = day };

    public Case Under(Policy policy) => this with { Policy = policy };

    /// <summary>The case after a command that is certainly accepted.</summary>
    public Case After(CustomerCommand command, string by = "crm", bool signedIn = false) => When(command, by, signedIn).Accepted();

    /// <summary>Asks the law.</summary>
    public Verdict When(CustomerCommand command, string by = "crm", bool signedIn = false) =>
        new(this, Law.Decide(Customer, command, CallerOf(by, signedIn), Policy, Day(Today), Background));

    /// <summary>What the law may look at besides the state.</summary>
    public Background Background => new(GuessableCodes.Instance, new ReadableSignals(), Past);

    /// <summary>Looks at the case again, as when time passed or the policy is another one.</summary>
    public Verdict WhenLookedAtAgain() => new(this, Law.Reevaluate(Customer, Policy, Day(Today)));

    public FieldState Field(string field) => Customer.Field(new FieldName(field));

    /// <summary>What a field says; null when nothing.</summary>
    public string? Says(string field) => (Field(field).Value as FieldValue.Text)?.Value;

    public static Caller CallerOf(string source, bool signedIn = false) =>
        new(new PrincipalId("nhi:" + source), ProofLevel.ServiceAuthenticated, signedIn ? Ana : null);
}

/// <summary>What the law answered.</summary>
internal sealed record Verdict(Case Before, Decision Decision)
{
    public ImmutableArray<CustomerEvent> Events => Assert.IsType<Decision.Accepted>(Decision).Events;

    /// <summary>The case after the entry.</summary>
    public Case Accepted()
    {
        var after = Before.Customer.Apply(Events);
        return Before with { Customer = after, Past = Before.Past.SetItem(after.Version, after) };
    }

    /// <summary>Outcomes of the asserted fields, as words in the order of the command.</summary>
    public string Outcomes => string.Join(' ', JournalReading.Outcomes(Events).Select(o => Words.Of(o.Outcome)));

    public void Refused(Refusal why, params string[] places)
    {
        var refused = Assert.IsType<Decision.Refused>(Decision);
        Assert.Equal(why, refused.Why);
        Assert.Equal(places, refused.Faults.Select(f => f.Place));
    }

    public void Unchanged() => Assert.IsType<Decision.Unchanged>(Decision);

    /// <summary>Why it was refused; null when it was not.</summary>
    public Refusal? Why => (Decision as Decision.Refused)?.Why;
}
