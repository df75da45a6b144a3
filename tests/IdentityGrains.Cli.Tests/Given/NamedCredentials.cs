using IdentityGrains.Cli.Credentials;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Tests.Given;

/// <summary>Credentials that say whose they are.</summary>
internal sealed class NamedCredentials(params string[] sources) : ICredentials
{
    /// <summary>The one that signs.</summary>
    public const string Signing = "pos";

    public string? Of(SourceName source) => sources.Contains(source.Value) ? "token-of-" + source.Value : null;

    public string? Sign(SourceName source, NativeKey key, OperationId operation, string digest) =>
        source.Value == Signing ? $"{operation} of {key.Source}/{key.Key}: {digest}" : null;

    public string OfSubject(CustomerId customer, SourceName source) => $"{customer}-at-{source.Value}";
}
