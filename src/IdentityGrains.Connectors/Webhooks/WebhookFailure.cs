namespace IdentityGrains.Connectors.Webhooks;

/// <summary>What it proves when there is no answer: nothing was told before the body's first byte; after it nobody knows.</summary>
internal static class WebhookFailure
{
    /// <summary>The result of a request that ended without an answer.</summary>
    public static SendResult Classify(Exception failure, bool started)
    {
        if (failure is HttpRequestException { InnerException: ForbiddenDestinationException })
        {
            return new SendResult.Hold("address_not_allowed");
        }

        return started ? new SendResult.Indeterminate(After(failure)) : new SendResult.Retry(Before(failure), null);
    }

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
