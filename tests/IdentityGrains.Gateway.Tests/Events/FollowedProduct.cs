using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Events;

/// <summary>A product of one's own, so that nothing happens in it but what the tests do.</summary>
public sealed class FollowedProduct : IAsyncLifetime
{
    internal ProductServer Product { get; } = new();

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => Product.InitializeAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Product.DisposeAsync();

    /// <summary>The token of a person who holds a role.</summary>
    internal string PersonToken(string person, string role) => Product.PersonToken(person, role);
}
