using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Credentials;

/// <summary>Gives the credentials by which sources and signed-in customers are believed.</summary>
internal interface ICredentials
{
    /// <summary>The token of a source's service identity; null when the policy knows no such source.</summary>
    string? Of(SourceName source);

    /// <summary>The token of a customer who is signed in at a source's channel.</summary>
    string OfSubject(CustomerId customer, SourceName source);

    /// <summary>A source's signature over an act; null when it does not sign.</summary>
    /// <param name="source">The source.</param>
    /// <param name="key">The key that names the customer.</param>
    /// <param name="operation">The act's idempotency key.</param>
    /// <param name="digest">The digest of the act's canonical text.</param>
    string? Sign(SourceName source, NativeKey key, OperationId operation, string digest);
}
