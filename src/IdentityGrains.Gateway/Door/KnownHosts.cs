using System.Net;
using IdentityGrains.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace IdentityGrains.Gateway.Door;

/// <summary>
/// Serves requests that name this server, and no others: under a name of his own an attacker's page would reach a server that only his victim can reach.
/// The very address that the connection came in by is always this server; a name is, when it is configured, or is <c>localhost</c> and the connection local.
/// </summary>
internal sealed class KnownHosts(RequestDelegate next, IOptions<GatewayOptions> options)
{
    private const string Local = "localhost";
    private readonly HashSet<string> _names = new(options.Value.Hosts, StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext http) =>
        IsOurs(http.Request.Host.Host, http.Connection.LocalIpAddress) ? next(http) : new ProblemResult(Catalogue.BadRequest).ExecuteAsync(http);

    private bool IsOurs(string named, IPAddress? cameInBy)
    {
        if (_names.Contains(named))
        {
            return true;
        }

        if (cameInBy is null)
        {
            return false;
        }

        return IPAddress.TryParse(named, out var address)
            ? Plain(address).Equals(Plain(cameInBy))
            : IPAddress.IsLoopback(cameInBy) && string.Equals(named, Local, StringComparison.OrdinalIgnoreCase);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
