using System.Net;
using System.Net.Sockets;
using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Subscriptions;

/// <summary>
/// A product that may post to one more port, and a witness who listens at that port on every address of this machine: whatever is connected to by mistake is
/// seen there.
/// </summary>
public sealed class SubscribedProduct : IAsyncLifetime
{
    private readonly TcpListener _witness = TcpListener.Create(0);
    private ProductServer _product = null!;

    internal ProductServer Product => _product;

    /// <summary>The port at which the witness listens.</summary>
    internal int Port => ((IPEndPoint)_witness.LocalEndpoint).Port;

    /// <summary>True when somebody connected.</summary>
    internal bool WasConnectedTo => _witness.Pending();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _witness.Start();
        _product = new ProductServer { Settings = [$"--Events:Receivers:Ports:0={Port}"] };
        await _product.InitializeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        _witness.Dispose();
    }
}
