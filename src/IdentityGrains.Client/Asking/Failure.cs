using IdentityGrains.Client.Callers;
using Orleans.Runtime;

namespace IdentityGrains.Client.Asking;

/// <summary>What a failed try means for the next one.</summary>
internal enum Failure
{
    /// <summary>Trying again changes nothing: a fault of the caller's or of ours.</summary>
    Final = 1,

    /// <summary>The credential is none; the try certainly had no effect, and another would have none either.</summary>
    NotAdmitted = 2,

    /// <summary>The token's time is over; the try certainly had no effect, and a new token may help.</summary>
    Expired = 3,

    /// <summary>The try certainly had no effect; another may.</summary>
    WithoutEffect = 4,

    /// <summary>It was lost on the way there or on the way back.</summary>
    Lost = 5,
}

/// <summary>Reads failures.</summary>
internal static class Failures
{
    /// <summary>What a failure of a try means.</summary>
    public static Failure Of(Exception why) => why switch
    {
        CredentialRefusedException { Fault: CredentialFault.Expired } => Failure.Expired,
        CredentialRefusedException or InternalCallRefusedException or ReadingRefusedException => Failure.NotAdmitted,
        StoreUnavailableException or CustomerBusyException or TooManyCallsException => Failure.WithoutEffect,

        // Silos that die, connections that break and gateways that are not there all come as Orleans' own; some of them came too late to be without effect.
        OutcomeUnknownException or TimeoutException or OrleansException or OperationCanceledException => Failure.Lost,
        _ => Failure.Final,
    };
}
