using System.Net;
using Microsoft.AspNetCore.Connections;

namespace IdentityGrains.Client.Connections;

/// <summary>Connections without TLS: this machine's own, unless somebody said that the network is private.</summary>
internal sealed class PlainConnections
{
    /// <summary>What there is no connection for, in a sentence.</summary>
    public const string Refusal =
        "Silos elsewhere are not called without TLS: set Tls, or PlainOrleansPorts on a network where nobody else can listen or connect.";

    /// <summary>True once a silo elsewhere was to be called.</summary>
    public bool Refused { get; private set; }

    /// <summary>Calls this machine's silos, and no others.</summary>
    public void Call(IConnectionBuilder connections) => connections.Use(next => connection =>
    {
        if (connection.RemoteEndPoint is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address))
        {
            return next(connection);
        }

        Refused = true;
        throw new ConnectionAbortedException(Refusal);
    });
}
