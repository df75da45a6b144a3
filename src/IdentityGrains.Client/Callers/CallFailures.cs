using Orleans;

namespace IdentityGrains.Client.Callers;

/// <summary>Why a credential is not accepted.</summary>
public enum CredentialFault
{
    /// <summary>There is none.</summary>
    Missing = 1,

    /// <summary>It is not one of ours: signature, issuer, audience, algorithm or form.</summary>
    Invalid = 2,

    /// <summary>Its time is over.</summary>
    Expired = 3,

    /// <summary>It was issued for another environment.</summary>
    WrongEnvironment = 4,

    /// <summary>The source's signature over the command does not hold: key, time, audience or the command itself.</summary>
    InvalidProof = 5,

    /// <summary>The source's signature holds, but for another act or another caller.</summary>
    Replayed = 6,
}

/// <summary>The credential of a call is not accepted; the call had no effect.</summary>
/// <param name="fault">Why.</param>
[GenerateSerializer, Alias("credential-refused")]
public sealed class CredentialRefusedException(CredentialFault fault) : Exception("The credential was not accepted.")
{
    /// <summary>Why.</summary>
    [Id(0)]
    public CredentialFault Fault { get; } = fault;
}

/// <summary>Only the product's own grains may make this call.</summary>
[GenerateSerializer, Alias("internal-call-refused")]
public sealed class InternalCallRefusedException() : Exception("This call is not open to clients.");

/// <summary>
/// The caller may not read what is asked for; nothing was told, not even whether there is anything. Who may not look at all is stopped like who has no
/// credential, before there is an answer that could differ.
/// </summary>
[GenerateSerializer, Alias("reading-refused")]
public sealed class ReadingRefusedException() : Exception("This is not the caller's to read.");

/// <summary>Nobody knows yet whether the act took effect. Asking again with the same operation id is safe and tells.</summary>
[GenerateSerializer, Alias("outcome-unknown")]
public sealed class OutcomeUnknownException() : Exception("The outcome is not known; ask again with the same operation id.");

/// <summary>The store cannot be reached or its time is in doubt; the act certainly had no effect.</summary>
[GenerateSerializer, Alias("store-unavailable")]
public sealed class StoreUnavailableException() : Exception("The store is not available.");

/// <summary>The caller asks more than it may in that time; the call had no effect. A second later it may be heard.</summary>
[GenerateSerializer, Alias("too-many-calls")]
public sealed class TooManyCallsException() : Exception("Too many calls in too short a time.");

/// <summary>More is asked of this customer at once than is allowed; the act had no effect.</summary>
[GenerateSerializer, Alias("customer-busy")]
public sealed class CustomerBusyException() : Exception("Too much is asked of this customer at once.");
