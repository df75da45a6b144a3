using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Torture.Checkers;

/// <summary>
/// C-5: every entry of a customer decided once more by the reference evaluator under the policy that the entry names. Authority, proof and survivorship of
/// each claim and the standing of each consent are read off the document; only the facts that guards ask for are the product's own fold.
/// </summary>
/// <param name="customer">Whose entries.</param>
/// <param name="policies">Every policy of the run by its reference.</param>
internal sealed class Redecision(CustomerId customer, IReadOnlyDictionary<string, Policy> policies)
{
    public const string Name = "C-5";

    private readonly Dictionary<FieldName, FieldBook> _fields = [];
    private readonly Dictionary<PurposeName, ConsentAct> _consents = [];
    private readonly List<Violation> _violations = [];
    private Customer _fold = Customer.Nobody(customer);

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>The customer as of the last entry.</summary>
    public Customer State => _fold;

    /// <summary>Fields and consents that were decided again.</summary>
    public int Decisions { get; private set; }

    /// <summary>Looks at the next entry, in order of versions.</summary>
    public void Follow(OpenedEntry entry)
    {
        var version = entry.Header.Version;
        if (!policies.TryGetValue(entry.Header.Policy, out var policy))
        {
            Add(version, $"was decided under {entry.Header.Policy}, which never was in force");
            return;
        }

        var before = _fold;
        _fold = _fold.Apply(entry.Events);
        var (early, late) = (Facts.Of(before, policy, entry.Header.RecordedAt), Facts.Of(_fold, policy, entry.Header.RecordedAt));
        foreach (var happened in entry.Events)
        {
            Follow(happened, entry, policy, rule => rule.IsFactual ? early : late);
        }
    }

    private void Follow(CustomerEvent happened, OpenedEntry entry, Policy policy, Func<FieldRule, SubjectFacts> facts)
    {
        switch (happened)
        {
            case FieldAsserted e:
                Authority(e, entry, policy);
                Stand(e.Field, [e.Claim], [], e.Standing);
                break;
            case FieldReevaluated e:
                Stand(e.Field, [], [], e.Standing);
                break;
            case ClaimsRetracted e:
                Stand(e.Field, e.Restored, e.Standing.Ended, e.Standing);
                break;
            case ConsentGranted e:
                Consent(e.Purpose, e.Act, e.Stands, entry, policy);
                break;
            case ConsentWithdrawn e:
                Consent(e.Purpose, e.Act, e.Stands, entry, policy);
                break;
        }

        void Stand(FieldName field, IEnumerable<Claim> heard, IEnumerable<ClaimId> dropped, FieldStanding standing)
        {
            Decisions++;
            var book = _fields.TryGetValue(field, out var known) ? known : _fields[field] = new FieldBook();
            book.Hear(heard);
            book.Drop(dropped);
            var rule = policy.Fields[field];
            foreach (var difference in book.Differences(standing, rule, facts(rule), entry.Header.RecordedAt))
            {
                Add(entry.Header.Version, $"{field}: {difference}");
            }
        }
    }

    private void Authority(FieldAsserted asserted, OpenedEntry entry, Policy policy)
    {
        var source = policy.Sources.Values.SingleOrDefault(s => s.Principal == entry.Header.Principal);
        var claim = asserted.Claim;
        Require(
            entry, source is not null && claim.Source == source.Name, $"{asserted.Field} was claimed by {claim.Source}, for which the caller does not speak");
        Require(entry, source is null || claim.Proof <= source.MaxProof, $"{asserted.Field} was proved further than {claim.Source} can prove");
        Require(
            entry, policy.Fields[asserted.Field].Sources.Any(s => s.Source == claim.Source), $"{asserted.Field} is nothing that {claim.Source} is ranked for");
        Require(entry, claim.ObservedAt <= entry.Header.RecordedAt + policy.Defaults.ClockSkewTolerance, $"{asserted.Field} was observed in the future");
    }

    // "The act that the customer did last is in force; where instants tie, the stricter one."
    private void Consent(PurposeName purpose, ConsentAct act, bool stands, OpenedEntry entry, Policy policy)
    {
        Decisions++;
        Require(entry, policy.Purposes.ContainsKey(purpose), $"{purpose} is no purpose of the policy");
        Require(
            entry, act.Stance == Stance.Denied || act.NoticeVersion == policy.Purposes[purpose].NoticeVersion, $"{purpose} was granted on another notice");
        var current = _consents.GetValueOrDefault(purpose);
        var inForce = current is null || act.ObservedAt > current.ObservedAt
            || (act.ObservedAt == current.ObservedAt && !(act.Stance == Stance.Granted && current.Stance == Stance.Denied));
        Require(entry, stands == inForce, $"{purpose}: the act {(stands ? "stands" : "does not stand")}, by the document it {(inForce ? "does" : "does not")}");
        if (inForce)
        {
            _consents[purpose] = act;
        }
    }

    private void Require(OpenedEntry entry, bool holds, string otherwise)
    {
        if (!holds)
        {
            Add(entry.Header.Version, otherwise);
        }
    }

    private void Add(long version, string what) => _violations.Add(new Violation(Name, customer.ToString(), $"version {version}: {what}"));
}
