using System.Diagnostics;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Customers;

/// <summary>
/// What is decided about a customer: a pure function of the state, the command, who asks, the policy and the time.
/// Refusals come in the order of <see cref="Refusal"/>; what concerns every command is asked here, the rest in the command's own room.
/// </summary>
public static class Law
{
    /// <summary>Decides a command, with all that follows from it.</summary>
    public static Decision Decide(
        Customer customer, CustomerCommand command, Caller by, Policy policy, DateTimeOffset now, Background? background = null) =>
        Judge(customer, command, by, policy, now.InMicroseconds(), background ?? Background.None) switch
        {
            Decision.Accepted accepted => new Decision.Accepted(accepted.Events.With(customer, policy, now.InMicroseconds())),
            var decision => decision,
        };

    /// <summary>False when the command cannot be read by anybody: something is absent that must be there, or there is more than one may bring.</summary>
    public static bool IsWhole(CustomerCommand command) => Wholeness.WhyNot(Wholeness.Whole(command)) is null;

    private static Decision Judge(
        Customer customer, CustomerCommand command, Caller by, Policy policy, DateTimeOffset now, Background background)
    {
        var dated = command.ObservedAt == CustomerCommand.OnArrival ? command with { ObservedAt = now } : command;
        var decision = Hear(customer, Wholeness.Whole(dated), by, policy, now, background);

        // Never silently the weaker proof: a source that signs for somebody else has lost its way, or somebody took its words elsewhere.
        return decision is not Decision.Refused && by.Signed is { } signed && !signed.Names(customer, command)
            ? Decision.Refuse(Refusal.InvalidProof)
            : decision;
    }

    private static Decision Hear(
        Customer customer, CustomerCommand command, Caller by, Policy policy, DateTimeOffset now, Background background)
    {
        if (policy.SourceOf(by.Principal) is not { } source)
        {
            return Decision.Refuse(Refusal.UnknownSource);
        }

        // Before anything reads its lists, and before anything is told of the customer.
        if (Wholeness.WhyNot(command) is { } malformed)
        {
            return malformed;
        }

        if (now > command.Deadline)
        {
            return Decision.Refuse(Refusal.DeadlineOver);
        }

        if (!customer.Exists && command is not CreateCustomer)
        {
            return Decision.Refuse(Refusal.UnknownCustomer);
        }

        // Here and not at a door: between a door's look and the decision the record may move.
        if (command.ExpectedVersion is { } expected && expected != customer.Version)
        {
            return Decision.Refuse(Refusal.VersionMoved);
        }

        var asked = new Asked(customer, source, by.ProofFor(customer.Id, source), policy, now, background);
        if (Naming.WhyNot(asked, command) is { } misnamed)
        {
            return misnamed;
        }

        // Who could date a claim ahead would win "the latest wins" for ever. A withdrawal or a signal is heard all the same; its room sees to the date.
        if (command.ObservedAt > asked.LatestObservation && command is not (WithdrawConsent or ReceiveSignal))
        {
            return Decision.Refuse(Refusal.ObservedInFuture, new Fault("observedAt", "observed-in-future"));
        }

        return command switch
        {
            CreateCustomer c => Creation.Decide(asked, c),
            AttachKey c => Creation.Decide(asked, c),
            AssertFields c => Assertion.Decide(asked, c),
            GrantConsent c => ConsentLaw.Decide(asked, c),
            WithdrawConsent c => ConsentLaw.Decide(asked, c),
            RestrictProcessing c => RestrictionLaw.Decide(asked, c),
            ReleaseRestriction c => RestrictionLaw.Decide(asked, c),
            RequestCode c => VerificationLaw.Decide(asked, c),
            ConfirmCode c => VerificationLaw.Decide(asked, c),
            CancelVerification c => VerificationLaw.Decide(asked, c),
            DoubtContact c => VerificationLaw.Decide(asked, c),
            ReceiveSignal c => SignalLaw.Decide(asked, c),
            RollBack c => RollbackLaw.Decide(asked, c),
            _ => throw new UnreachableException($"The law does not know {command.GetType().Name}"),
        };
    }

    /// <summary>Resolves every field again: the policy is another one, or time alone changed what counts.</summary>
    public static Decision Reevaluate(Customer customer, Policy policy, DateTimeOffset now)
    {
        now = now.InMicroseconds();
        var ended = Consequences.OfTime(customer, policy, now);
        var after = ended.IsEmpty ? customer : customer.Apply(ended);
        var events = ended.AddRange(Reevaluation.OfEverything(after, policy, now)).WithAll(customer, policy, now);
        return events.IsEmpty ? Decision.Unchanged.Instance : new Decision.Accepted(events);
    }
}

/// <summary>What every rule may look at when a command is decided.</summary>
/// <param name="Customer">The state that the decision rests on.</param>
/// <param name="Source">The source that asks.</param>
/// <param name="Proof">How far the origin of this very act is established.</param>
/// <param name="Policy">The policy in force.</param>
/// <param name="Now">The store's time.</param>
/// <param name="Background">What else the decision may need.</param>
internal sealed record Asked(
    Customer Customer, Source Source, Claims.ProofLevel Proof, Policy Policy, DateTimeOffset Now, Background Background)
{
    /// <summary>The last instant that may have been observed already.</summary>
    public DateTimeOffset LatestObservation => Now + Policy.Defaults.ClockSkewTolerance;

    /// <summary>The version that the entry will have.</summary>
    public long NextVersion => Customer.Version + 1;

    /// <summary>True when every kind of evidence that the source owes is there.</summary>
    public bool HasOwed(ImmutableArray<Claims.Evidence> evidence) => Source.Requires.All(kind => evidence.Any(e => e.Kind == kind));
}
