using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace IdentityGrains.Gateway.Tests.Door;

/// <summary>Speaks HTTP/1.1 byte by byte: an HTTP client would mend what these tests break.</summary>
internal static partial class RawHttp
{
    public static async Task<RawAnswer> Send(Uri server, byte[] request, CancellationToken ct)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port, ct);
        await using var stream = socket.GetStream();

        // Both ways at once: a server that refuses a body answers while the rest of it is under way, and closes.
        var answer = Read(stream, ct);
        try
        {
            await stream.WriteAsync(request, ct);
        }
        catch (IOException)
        {
            // The answer is on its way, or was it.
        }

        return await answer;
    }

    public static byte[] Request(string method, string target, IEnumerable<string> headers, byte[]? body, bool chunked = false, string host = "localhost")
    {
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        if (chunked)
        {
            head.Append("Transfer-Encoding: chunked\r\n\r\n").Append(CultureInfo.InvariantCulture, $"{body!.Length:x}\r\n");
            return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body, .. "\r\n0\r\n\r\n"u8];
        }

        if (body is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body ?? []];
    }

    public static async Task<RawAnswer> Read(Stream stream, CancellationToken ct)
    {
        using var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all, ct);
        }
        catch (IOException)
        {
            // A server that refuses a body may reset the connection while the rest of it is still under way.
        }

        var text = Encoding.UTF8.GetString(all.ToArray());
        var status = text.Length < 12 ? 0 : int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture);
        return new RawAnswer(status, Slug().Match(text).Groups["slug"].Value, text);
    }

    [GeneratedRegex(
        "urn:identitygrains:problem:(?<slug>[a-z-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slug();
}

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(int Status, string Slug, string Text)
{
    public string? Header(string name) => Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1)
        .Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 1)..].Trim()).FirstOrDefault();
}
