using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Signals;

/// <summary>
/// Hearing a privacy signal. An opt-out counts at once, from whomever it comes. Its absence proves little: another browser sends none. So only the customer
/// himself, signed in, takes an opt-out back; until then the stricter of signal and consent holds.
/// </summary>
internal static class SignalLaw
{
    public static Decision Decide(Asked asked, ReceiveSignal command)
    {
        if (command.Text is null || command.Text.Length > ReceiveSignal.LongestText
            || asked.Background.Signals.Read(command.Kind, command.Text) is not { } reading)
        {
            return Decision.Refuse(Refusal.SignalInvalid, new Fault("text", "signal-invalid"));
        }

        var observedAt = command.ObservedAt < asked.LatestObservation ? command.ObservedAt : asked.LatestObservation;
        var signal = new Signal(command.Kind, command.Text, reading.Parts, observedAt, asked.Source.Name, asked.Proof);
        var received = new SignalReceived(signal, Meaning(asked, signal, reading.Gpc));

        // A guard may read that the signal is in force.
        return new Decision.Accepted([received, .. Reevaluation.OfWhatFollows(asked.Customer, [received], asked.Policy, asked.Now)]);
    }

    private static bool? Meaning(Asked asked, Signal signal, bool? gpc) => gpc switch
    {
        true => true,
        false when asked.Customer.Gpc && signal.Proof >= ProofLevel.SubjectAuthenticated && IsLatest(asked.Customer, signal) => false,
        _ => null,
    };

    // Where instants tie, the stricter holds, as between consents. A TCF string says nothing of it.
    private static bool IsLatest(Customer customer, Signal signal) =>
        customer.Signals.All(s => s.Kind == SignalKind.Tcf ? s.ObservedAt <= signal.ObservedAt : s.ObservedAt < signal.ObservedAt);
}
