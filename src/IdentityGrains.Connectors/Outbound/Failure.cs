namespace IdentityGrains.Connectors.Outbound;

/// <summary>What it proves when there is no answer: nothing was told before the body's first byte; after it nobody knows.</summary>
internal static class Failure
{
    private const string AddressNotAllowed = "address_not_allowed";

    private const string PermitOver = "permit_over";

    /// <summary>The reply of a request that ended without an answer.</summary>
    public static Reply.Failed Classify(Exception failure, bool started) => failure switch
    {
        HttpRequestException { InnerException: ForbiddenDestinationException } => new Reply.Failed(AddressNotAllowed, Started: false, Forbidden: true),
        SendWindowClosedException or HttpRequestException { InnerException: SendWindowClosedException } => new Reply.Failed(PermitOver, Started: false),
        _ => new Reply.Failed(started ? After(failure) : Before(failure), started),
    };

    private static string Before(Exception failure) => failure switch
    {
        OperationCanceledException => "connect_timeout",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "name_not_resolved",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "tls_failed",
        _ => "connect_failed",
    };

    private static string After(Exception failure) => failure switch
    {
        OperationCanceledException => "timeout",
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.HttpProtocolError,
        } => "bad_answer",
        _ => "reset",
    };
}
