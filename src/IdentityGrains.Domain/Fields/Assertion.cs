using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Fields;

/// <summary>
/// Hearing what a source says of fields:
/// 1. every field is known, the source is ranked for each, every value is one, nothing immutable changes, nothing is older than its field takes:
///    all or nothing;
/// 2. each claim joins the field's live claims;
/// 3. fields that tell where the customer lives and how old he is are resolved first, because guards read them;
/// 4. the others are resolved with those facts, and guarded fields that were not spoken of again.
/// A claim that loses is an entry like one that wins.
/// </summary>
internal static class Assertion
{
    private const string Malformed = "validation-failed";

    public static Decision Decide(Asked asked, AssertFields command)
    {
        var (rules, refusal) = FieldAuthority.Check(asked, command);
        if (refusal is not null)
        {
            return refusal;
        }

        // :: Step 1: values in normal form.
        var values = new FieldValue[rules.Length];
        if (ReadValues(asked, command, rules, values) is { IsEmpty: false } faults)
        {
            return new Decision.Refused(Refusal.InvalidValue, faults);
        }

        if (FieldAuthority.ImmutableChanges(asked.Customer, rules, values) is { IsEmpty: false } fixedFields)
        {
            return new Decision.Refused(Refusal.FieldImmutable, fixedFields);
        }

        if (FieldAuthority.TooLate(asked, command, rules) is { IsEmpty: false } late)
        {
            return new Decision.Refused(Refusal.StaleAssertion, late);
        }

        // A claim lives as long as none of its source has its evidence too: kinds made up on the way would keep every claim alive for ever.
        if (command.Evidence.Any(e => !asked.Policy.EvidenceKinds.Contains(e.Kind)))
        {
            return Decision.Refuse(Refusal.EvidenceUnknown, new Fault("evidence", "evidence-unknown"));
        }

        // :: Step 2: one claim per field.
        var claims = new Claim[rules.Length];
        for (var i = 0; i < rules.Length; i++)
        {
            claims[i] = new Claim(
                new ClaimId(asked.NextVersion, i), asked.Source.Name, KeyOf(asked, command), command.ObservedAt, asked.Proof,
                command.Evidence, values[i], Verified: IsAsGoodAsConfirmed(rules[i], values[i]), asked.Customer.Id);
        }

        return Resolve(asked, rules, claims);
    }

    private static Decision.Accepted Resolve(Asked asked, FieldRule[] rules, Claim[] claims)
    {
        var before = Facts.Of(asked.Customer, asked.Policy, asked.Now);
        var heard = new FieldAsserted[rules.Length];

        // :: Step 3: what guards read. Most acts say nothing of it.
        Hear(factual: true, before);
        var after = rules.Any(r => r.IsFactual) ? Facts.Of(Provisional(asked.Customer, heard), asked.Policy, asked.Now) : before;

        // :: Step 4: the rest.
        Hear(factual: false, after);
        var again = before.SameForGuards(after)
            ? []
            : Reevaluation.Of(asked.Customer, asked.Policy, after, asked.Now, f => f.IsGuarded && !heard.Any(h => h.Field == f.Name));
        return new Decision.Accepted([.. heard, .. again]);

        void Hear(bool factual, SubjectFacts facts)
        {
            for (var i = 0; i < rules.Length; i++)
            {
                if (rules[i].IsFactual == factual)
                {
                    var standing = Standing.After(asked.Customer.Field(rules[i].Name), claims[i], rules[i], facts, asked.Now);
                    heard[i] = new FieldAsserted(rules[i].Name, claims[i], standing);
                }
            }
        }
    }

    // Nothing can be sent to a contact point that is none: an empty claim has nothing to wait for, and the table says whether it may clear.
    private static bool IsAsGoodAsConfirmed(FieldRule rule, FieldValue value) => rule.Verification is not null && value.IsBlank;

    // Only the factual fields are heard so far; the others keep what they said.
    private static Customer Provisional(Customer customer, FieldAsserted[] heard) => customer.Apply([.. heard.Where(h => h is not null)]);

    private static ImmutableArray<Fault> ReadValues(Asked asked, AssertFields command, FieldRule[] rules, FieldValue[] values)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        if (rules.Length == 0)
        {
            faults.Add(new Fault(string.Empty, Malformed));
        }

        for (var i = 0; i < rules.Length; i++)
        {
            // Said twice in one act, neither comes first, and each would be resolved as if the other had not been said.
            if (rules.AsSpan(0, i).Contains(rules[i]))
            {
                faults.Add(new Fault(rules[i].Name.Value, Malformed));
            }
            else if (rules[i].Format.Read(command.Fields[i].Value, out var fault) is not { } value)
            {
                faults.Add(new Fault(rules[i].Name.Value, fault));
            }
            else if (Ages.IsUnborn(rules[i], value, asked.Now))
            {
                // A format knows no time. Such a person would stay younger than every age until long after.
                faults.Add(new Fault(rules[i].Name.Value, Malformed));
            }
            else
            {
                values[i] = value;
            }
        }

        return faults.DrainToImmutable();
    }

    // A source that names no key and has just one here speaks under that one; else its claims under the key and without would compete.
    private static string KeyOf(Asked asked, AssertFields command)
    {
        if (command.Key is { } named)
        {
            return named;
        }

        var own = asked.Customer.Keys.Where(k => k.Source == asked.Source.Name).Take(2).ToArray();
        return own.Length == 1 ? own[0].Key : string.Empty;
    }
}
