using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Net;

namespace IdentityGrains.Connectors.Tests.BadInputs;

/// <summary>
/// Hears every attempt of this process to connect a socket, from the runtime itself: what was not heard was never tried, whatever a status says.
/// </summary>
internal sealed class SocketWitness : EventListener
{
    private readonly ConcurrentQueue<string> _tried = new();

    /// <summary>Where somebody tried to connect to, as the runtime writes socket addresses.</summary>
    public IReadOnlyCollection<string> Tried => _tried;

    /// <summary>True when somebody tried to connect there.</summary>
    public bool Saw(IPEndPoint where) =>
        // A socket of both families writes an IPv4 address as IPv6 does.
        _tried.Contains(where.Serialize().ToString()) || _tried.Contains(new IPEndPoint(where.Address.MapToIPv6(), where.Port).Serialize().ToString());

    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name == "System.Net.Sockets")
        {
            EnableEvents(source, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs told)
    {
        if (told is { EventName: "ConnectStart", Payload: [string address, ..] })
        {
            _tried.Enqueue(address);
        }
    }
}
