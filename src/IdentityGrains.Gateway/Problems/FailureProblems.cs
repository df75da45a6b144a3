using IdentityGrains.Client.Callers;
using Orleans.Runtime;

namespace IdentityGrains.Gateway.Problems;

/// <summary>How failures of the world are told over HTTP. Never a 500: a caller must learn whether asking again is safe.</summary>
internal static class FailureProblems
{
    /// <summary>The problem of a failure; null when nobody foresaw it.</summary>
    public static Problem? Of(Exception failure, bool isRead) => failure switch
    {
        CredentialRefusedException refused => Of(refused.Fault),
        InternalCallRefusedException or ReadingRefusedException => Catalogue.Forbidden,
        StoreUnavailableException => Catalogue.StoreUnavailable,
        CustomerBusyException or TooManyCallsException => Catalogue.RateLimited,
        BadHttpRequestException bad => OfStatus(bad.StatusCode) ?? Catalogue.BadRequest,
        // Lost on the way there or on the way back: only a read certainly had no effect.
        OutcomeUnknownException or TimeoutException or OrleansException => isRead ? Catalogue.StoreUnavailable : Catalogue.OutcomeUnknown,
        _ => null,
    };

    /// <summary>The problem of a bare status that the server or the router set; null when it says enough by itself.</summary>
    public static Problem? OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Catalogue.BadRequest,
        StatusCodes.Status404NotFound => Catalogue.NotFound,
        StatusCodes.Status405MethodNotAllowed => Catalogue.MethodNotAllowed,
        StatusCodes.Status408RequestTimeout => Catalogue.RequestTimeout,
        StatusCodes.Status413PayloadTooLarge => Catalogue.PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType => Catalogue.UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests => Catalogue.RateLimited,
        _ => null,
    };

    private static Problem Of(CredentialFault fault) => fault switch
    {
        CredentialFault.Expired => Catalogue.CredentialExpired,
        CredentialFault.WrongEnvironment => Catalogue.WrongEnvironment,
        CredentialFault.InvalidProof => Catalogue.InvalidProof,
        CredentialFault.Replayed => Catalogue.ReplayDetected,
        _ => Catalogue.InvalidCredential,
    };
}
