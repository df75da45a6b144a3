using IdentityGrains.Connectors.Secrets;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>
/// One address that signed messages are posted to, as configuration says it. What is wrong is said at start, all of it, without a secret in it.
/// </summary>
public abstract class EndpointSettings
{
    /// <summary>Where to post. An absolute https address without user info and fragment. Required.</summary>
    public string Url { get; set; } = "";

    /// <summary>
    /// A file of <c>whsec_</c> keys, one to a line, the current one first, readable by its owner only. This or <see cref="Secrets"/> is required.
    /// </summary>
    public string? SecretFile { get; set; }

    /// <summary>The keys themselves, for tests; in production they lie in a file. Default: none.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>How long one request may take, from connecting to the answer's head. 1 s to 60 s. Default: 15 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long connecting may take, as part of it. 100 ms to 30 s. Default: 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections at once. 1 to 256. Default: 16.</summary>
    public int Connections { get; set; } = 16;

    /// <summary>Permits plain http, and loopback at all, for a receiver on this very machine. Default: false.</summary>
    public bool AllowLoopbackHttp { get; set; }

    /// <summary>Permits addresses that only exist inside a network (10.0.0.0/8, fd00::/8...), for a receiver in the same one. Default: false.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Nothing of it: there are keys in it, and addresses with keys in their query.</summary>
    public override string ToString() => "[endpoint settings]";

    internal Uri Endpoint => new(Url, UriKind.Absolute);

    /// <summary>The keys, or what is wrong with these settings; exactly one of the two is empty.</summary>
    internal IReadOnlyList<Secret> Check(out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        CheckAddress(nameof(Url), Url, query: true, found);
        CheckMore(found);
        CheckRange(nameof(Timeout), Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), found);
        CheckRange(nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30), found);
        if (Connections is < 1 or > 256)
        {
            found.Add($"{nameof(Connections)} must be 1 to 256");
        }

        var secrets = ReadSecrets(found);
        faults = found;
        return found.Count == 0 ? secrets : [];
    }

    /// <summary>What is wrong with settings that only some endpoints have.</summary>
    private protected virtual void CheckMore(List<string> faults)
    {
    }

    private protected void CheckAddress(string name, string text, bool query, List<string> faults)
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
    }

    private static void CheckRange(string name, TimeSpan value, TimeSpan least, TimeSpan most, List<string> faults)
    {
        if (value < least || value > most)
        {
            faults.Add($"{name} must be {least} to {most}");
        }
    }

    private IReadOnlyList<Secret> ReadSecrets(List<string> faults)
    {
        if (SecretFile is { Length: > 0 } == Secrets.Count > 0)
        {
            faults.Add($"exactly one of {nameof(SecretFile)} and {nameof(Secrets)} must be given");
            return [];
        }

        if (Secrets.Count == 0)
        {
            var read = Connectors.Secrets.SecretFile.Read(SecretFile!, out var fault);
            faults.AddRange(fault is null ? [] : [$"{nameof(SecretFile)}: {fault}"]);
            return read;
        }

        var secrets = Secrets.Select(s => Secret.TryParse(s, out var secret) ? secret : null).OfType<Secret>().ToList();
        if (secrets.Count != Secrets.Count || secrets.Count > Connectors.Secrets.SecretFile.MaxSecrets)
        {
            faults.Add(
                $"{nameof(Secrets)} must be 1 to {Connectors.Secrets.SecretFile.MaxSecrets} times {Secret.Prefix} "
                + $"and base64 of {Secret.MinBytes} to {Secret.MaxBytes} bytes");
        }

        return secrets;
    }
}
