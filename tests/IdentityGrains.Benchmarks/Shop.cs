using IdentityGrains.Domain;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Tests;

namespace IdentityGrains.Benchmarks;

/// <summary>A shop of four sources of different ranks, and one customer of whom so many fields are known, each by so many claims.</summary>
internal sealed class Shop
{
    private static readonly string[] Names = ["self", "desk", "shop", "crm"];

    public Shop(int fields, int claims)
    {
        Rules = [.. Enumerable.Range(1, fields).Select(i =>
            Given.Named("field_" + i, "string", [.. Names.Select((name, rank) => Given.Ranked(name, rank + 1))]))];
        Claims = [.. Enumerable.Range(0, claims).Select(ClaimOf)];
        Policy = Ruling(Rules);
        var nobody = Customer.Nobody(Given.Ana) with { Version = 7, Keys = [NativeKey.FromTrusted(new SourceName("self"), "key-0")] };
        Customer = Rules.Aggregate(nobody, (known, rule) => known.Holding(rule.Name.Value, VerificationState.None, [.. Claims]));
        Command = new AssertFields(
            OperationId.FromTrusted("op-1"), Given.Ana, Now, "key-0", [.. Rules.Select(r => new AssertedField(r.Name, new FieldValue.Text("news")))], []);
    }

    public static DateTimeOffset Now { get; } = Given.Day(100);

    public ImmutableArray<FieldRule> Rules { get; }

    public ImmutableArray<Claim> Claims { get; }

    public Policy Policy { get; }

    public Customer Customer { get; }

    /// <summary>The best source says all the fields anew.</summary>
    public AssertFields Command { get; }

    public Caller Asking { get; } = new(Principal("self"), ProofLevel.ServiceAuthenticated, Subject: null);

    // The sources in turn, each under another key once it has spoken.
    private static Claim ClaimOf(int i) => Given.Claim(Names[i % Names.Length], "said-" + i, day: i, version: i + 1, key: "key-" + (i / Names.Length));

    private static PrincipalId Principal(string source) => new("nhi:" + source);

    // Not "with": the policy finds a source by its principal in a table that it makes once.
    private static Policy Ruling(ImmutableArray<FieldRule> rules)
    {
        var plain = GivenPolicy.With([.. rules]);
        var sources = Names.Select(name => new Source(
            new SourceName(name), SourceKind.Platform, Principal(name), ProofLevel.ServiceAuthenticated, NativeKey: null, Contract: null, []));
        return new Policy(
            plain.Metadata, plain.Hash, plain.Defaults, plain.Categories, sources.ToFrozenDictionary(s => s.Name), plain.Purposes, plain.Regions,
            plain.Fields, plain.Platforms, plain.Graph, plain.Exceptions, plain.Reviews, plain.ActivationGate, plain.Tests);
    }
}
