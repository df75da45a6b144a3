namespace IdentityGrains.Connectors.Outbound;

/// <summary>One address that requests go to, as configuration says it. What is wrong is said at start, all of it, without a secret in it.</summary>
public abstract class OutboundSettings
{
    /// <summary>Where to. An absolute https address without user info and fragment. Required.</summary>
    public string Url { get; set; } = "";

    /// <summary>How long one request may take, from connecting to the answer's last byte. 1 s to 60 s. Default: 15 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long connecting may take, as part of it. 100 ms to 30 s. Default: 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections at once. 1 to 256. Default: 16.</summary>
    public int Connections { get; set; } = 16;

    /// <summary>Ports other than 443 that addresses may name. Default: none.</summary>
    public IList<int> Ports { get; } = [];

    /// <summary>Permits plain http on any port, and loopback at all, for a receiver on this very machine. Default: false.</summary>
    public bool AllowLoopbackHttp { get; set; }

    /// <summary>Permits addresses that only exist inside a network (10.0.0.0/8, fd00::/8...), for a receiver in the same one. Default: false.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Nothing of it: there are keys in it, and addresses with keys in their query.</summary>
    public override string ToString() => "[outbound settings]";

    /// <summary>Looks a host's addresses up.</summary>
    internal Func<string, CancellationToken, Task<System.Net.IPAddress[]>> Resolve { get; set; } = System.Net.Dns.GetHostAddressesAsync;

    internal Uri Endpoint => new(Url, UriKind.Absolute);

    /// <summary>Takes over how addresses are reached, and which may be: for another address of the same platform.</summary>
    private protected void ReachAs(OutboundSettings other)
    {
        (Timeout, ConnectTimeout, Connections) = (other.Timeout, other.ConnectTimeout, other.Connections);
        (AllowLoopbackHttp, AllowPrivateAddresses, Resolve) = (other.AllowLoopbackHttp, other.AllowPrivateAddresses, other.Resolve);
        foreach (var port in other.Ports)
        {
            Ports.Add(port);
        }
    }

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    internal IReadOnlyList<string> Check()
    {
        var faults = new List<string>();
        CheckAddress(nameof(Url), Url, QueryAllowed, faults);
        CheckMore(faults);
        CheckRange(nameof(Timeout), Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), faults);
        CheckRange(nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30), faults);
        if (Connections is < 1 or > 256)
        {
            faults.Add($"{nameof(Connections)} must be 1 to 256");
        }

        return faults;
    }

    /// <summary>False when the address is a root to which paths are added.</summary>
    private protected virtual bool QueryAllowed => false;

    /// <summary>What is wrong with settings that only some endpoints have.</summary>
    protected virtual void CheckMore(List<string> faults)
    {
    }

    /// <summary>Adds what is wrong with an address.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="text">The address as it was told.</param>
    /// <param name="query">True when it may carry a query.</param>
    /// <param name="faults">Where faults are added.</param>
    protected void CheckAddress(string name, string text, bool query, List<string> faults)
    {
        // Never the text itself in a fault: its user info might be a password.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0)
        {
            faults.Add($"{name} must be an absolute https address");
        }
        else if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || (!query && uri.Query.Length > 0))
        {
            faults.Add($"{name} must not carry user info{(query ? " or" : ", a query or")} a fragment");
        }
        else if (uri.Scheme != "https" && !(AllowLoopbackHttp && uri.IsLoopback))
        {
            faults.Add($"{name} must be https; http is for loopback only, with {nameof(AllowLoopbackHttp)}");
        }
        else
        {
            CheckHost(name, uri, faults);
        }
    }

    /// <summary>Adds a fault when a time is out of its range.</summary>
    protected static void CheckRange(string name, TimeSpan value, TimeSpan least, TimeSpan most, List<string> faults)
    {
        if (value < least || value > most)
        {
            faults.Add($"{name} must be {least} to {most}");
        }
    }

    // A name is checked again where it leads to when a connection is made; what shows without asking is said at once.
    private void CheckHost(string name, Uri uri, List<string> faults)
    {
        var destination = new Destination(this, uri);
        if (System.Net.IPAddress.TryParse(uri.IdnHost, out var address) && !destination.Permits(address))
        {
            faults.Add($"{name} is an address where no platform may be");
        }

        if (!destination.PermitsPort(uri.Port))
        {
            faults.Add($"{name} names a port that is neither 443 nor one of {nameof(Ports)}");
        }

        if (uri.OriginalString.Any(c => !char.IsAscii(c)))
        {
            faults.Add($"{name} must be written in ASCII: a host of another script as xn--");
        }
    }
}
