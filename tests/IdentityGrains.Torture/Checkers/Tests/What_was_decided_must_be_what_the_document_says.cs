using System.Collections.Frozen;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Torture.Hosts;

namespace IdentityGrains.Torture.Checkers.Tests;

public class What_was_decided_must_be_what_the_document_says
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Policy Shop = PolicyDocument.Load(File.ReadAllText(ProductUnderTest.PolicyFile)).Policy!;
    private static readonly CustomerId Ana = CustomerId.FromBytes(new byte[16]);
    private static readonly FieldName GivenName = new("given_name");

    [Fact]
    public void What_the_law_decided_passes()
    {
        var checker = Follow(Honest());
        Assert.Empty(checker.Violations);
        Assert.Equal(2, checker.Decisions);
    }

    [Fact]
    public void A_loser_that_was_made_the_winner_is_found() => Finds("winner", Changed(e => e with
    {
        Standing = e.Standing with { Winner = e.Claim.Id, Changed = [new ClaimOutcome(e.Claim.Id, Outcome.Winner)] },
    }));

    [Fact]
    public void Another_outcome_is_found() => Finds("claim 3.0", Changed(e => e with
    {
        Standing = e.Standing with { Changed = [new ClaimOutcome(e.Claim.Id, Outcome.Stale)] },
    }));

    [Fact]
    public void A_claim_for_somebody_else_is_found() =>
        Finds("does not speak", Changed(e => e with { Claim = e.Claim with { Source = new SourceName("crm") } }));

    [Fact]
    public void A_proof_that_the_source_cannot_bring_is_found() =>
        Finds("proved further", Changed(e => e with { Claim = e.Claim with { Proof = ProofLevel.SubjectAuthenticated } }));

    [Fact]
    public void A_policy_that_never_was_in_force_is_found()
    {
        var entries = Honest();
        entries[2] = entries[2] with { Header = entries[2].Header with { Policy = "somebody@2" } };
        Assert.Contains(Follow(entries).Violations, v => v.What.Contains("never was in force", StringComparison.Ordinal));
    }

    private static void Finds(string what, OpenedEntry[] entries) =>
        Assert.Contains(Follow(entries).Violations, v => v.What.Contains(what, StringComparison.Ordinal));

    private static OpenedEntry[] Changed(Func<FieldAsserted, FieldAsserted> change)
    {
        var entries = Honest();
        entries[2] = entries[2] with { Events = [change((FieldAsserted)entries[2].Events[0])] };
        return entries;
    }

    // The customer herself says her name; the shop's later word loses.
    private static OpenedEntry[] Honest()
    {
        var (customer, entries) = (Customer.Nobody(Ana), new List<OpenedEntry>());
        Add(new CreateCustomer(Id(1), Ana, Noon, Key: null), "commerce", signedIn: false);
        Add(Says("Ana", 2), "self_service", signedIn: true);
        Add(Says("Anna", 3), "commerce", signedIn: false);
        return [.. entries];

        void Add(CustomerCommand command, string source, bool signedIn)
        {
            var principal = Shop.Sources[new SourceName(source)].Principal;
            var by = new Caller(principal, ProofLevel.ServiceAuthenticated, signedIn ? Ana : null);
            var decided = Assert.IsType<Decision.Accepted>(Law.Decide(customer, command, by, Shop, Noon));
            customer = customer.Apply(decided.Events);
            var header = new EntryHeader(
                Ana, customer.Version, new byte[32], Noon, principal, null, command.Operation, new byte[32], Shop.Reference, 1, 0, [], new byte[32]);
            entries.Add(new OpenedEntry(header, new byte[32], decided.Events));
        }
    }

    private static AssertFields Says(string name, int number) =>
        new(Id(number), Ana, Noon.AddMinutes(number - 10), Key: null, [new AssertedField(GivenName, new FieldValue.Text(name))], []);

    private static OperationId Id(int number) => OperationId.FromTrusted(string.Create(CultureInfo.InvariantCulture, $"act-{number}"));

    private static Redecision Follow(IEnumerable<OpenedEntry> entries)
    {
        var checker = new Redecision(Ana, new Dictionary<string, Policy>(StringComparer.Ordinal) { [Shop.Reference] = Shop });
        foreach (var entry in entries)
        {
            checker.Follow(entry);
        }

        return checker;
    }
}
