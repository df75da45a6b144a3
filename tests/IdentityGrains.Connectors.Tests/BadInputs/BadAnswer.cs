namespace IdentityGrains.Connectors.Tests.BadInputs;

/// <summary>An answer that no platform should give, and what it proves at most.</summary>
/// <param name="Row">The row of the table.</param>
/// <param name="Answer">The raw bytes, as Latin-1; an empty text closes the connection.</param>
/// <param name="Proves">What a protocol may make of it.</param>
public sealed record BadAnswer(string Row, string Answer, Proof Proves)
{
    /// <summary>What a platform's error text may well repeat.</summary>
    public const string Canary = "kanarienvogel@a.example";

    private const Proof Passing = Proof.Retry | Proof.Indeterminate;

    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<BadAnswer> All =
    [
        new("PR1", Ok("<html>welcome</html>", "text/html"), Proof.OfBytesAlone), new("PR1", Ok(""), Proof.OfBytesAlone),
        new("PR1", Ok("{\"ok\":false}"), Proof.OfBytesAlone), new("PR1", Ok("not json"), Proof.OfBytesAlone), new("PR1", Ok("[[[["), Proof.OfBytesAlone),
        .. new[] { 301, 302, 303, 307, 308 }.Select(s => new BadAnswer("PR3", Status(s, "Location: http://169.254.169.254/latest\r\n"), Proof.Rejected)),
        new("PR4", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", Proof.Any),
        new("PR4", "HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nbody", Proof.OfBytesAlone | Proof.Rejected),
        new("PR4", Status(299), Proof.OfBytesAlone), new("PR4", Status(418), Proof.Rejected), new("PR4", Status(599), Passing),
        new("PR4", Status(999), Proof.Rejected), new("PR4", Status(300), Proof.Rejected),
        .. new[] { "-1", "abc", "1e309", "99999999999", "Thu, 01 Jan 1970 00:00:00 GMT", "1\r\nRetry-After: 2\r\nRetry-After: 3600" }
            .Select(w => new BadAnswer("PR5", Status(429, $"Retry-After: {w}\r\n"), Proof.Retry)),
        .. new[] { "-1", "99999999999" }.Select(w => new BadAnswer("PR5", Status(503, $"Retry-After: {w}\r\n"), Passing)),
        new("PR7", "", Proof.Indeterminate), new("PR7", "HTTP/1.1 200 OK\r\nContent-Le", Proof.Indeterminate),
        new("PR7", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"mess", Proof.OfBytesAlone | Proof.Indeterminate),
        new("PR9", Ok("[]"), Proof.OfBytesAlone), new("PR9", Ok("[{\"success\":true},{\"success\":true},{\"success\":true}]"), Proof.OfBytesAlone),
        new("PR9", Ok("{\"message\":\"success\",\"attributes_processed\":\"x\",\"errors\":[{\"index\":-1}]}"), Proof.OfBytesAlone),
        new("PR9", Ok("{\"status\":\"COMPLETE\",\"results\":[{\"id\":\"9\",\"properties\":{}}]}"), Proof.OfBytesAlone),
        new("PR10", Status(207, "", "{\"numErrors\":\"two\",\"results\":null,\"errors\":[{\"status\":\"x\"},{\"status\":-1},{}]}"), Proof.OfBytesAlone),
        new("PR11", Heads(1_000, 10), Proof.Indeterminate), new("PR11", Heads(1, 1024 * 1024), Proof.Indeterminate),
        new("PR11", "HTTP/1.1 200 OK\r\nbroken\r\n\r\n", Proof.Indeterminate),
        new("PR11", "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\n{}", Proof.OfBytesAlone),
        new("PR15", Status(410), Proof.Hold), new("PR15", Status(401), Proof.Hold | Passing),
        new("PR16", "\0\0\0\0\u0007\0\0\0\0\0\0\0\0\0\0\0", Proof.Indeterminate | Proof.Rejected),
        .. new[] { 200, 400, 409, 422, 500 }.Select(s => new BadAnswer(
            "PR18", Status(s, "", $"{{\"message\":\"{Canary}\",\"errorCode\":\"{Canary}\"}}"), Proof.Any)),
        new("PR18", Status(400, "", $"[{{\"message\":\"{Canary}\",\"errorCode\":\"{Canary}\",\"fields\":[\"{Canary}\"]}}]"), Proof.Any),
    ];

    private static string Ok(string body, string type = "application/json") => Status(200, $"Content-Type: {type}\r\n", body);

    private static string Status(int status, string headers = "", string body = "") =>
        $"HTTP/1.1 {status} x\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    private static string Heads(int count, int length) =>
        $"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Range(0, count).Select(i => $"x-{i}: {new string('a', length)}\r\n"))}\r\n";
}

/// <summary>What an answer may be taken for.</summary>
[Flags]
public enum Proof
{
    /// <summary>More than any such answer proves.</summary>
    TooMuch = 0,

    /// <summary>Not applied, or harmless to repeat.</summary>
    Retry = 1,

    /// <summary>Nobody knows.</summary>
    Indeterminate = 2,

    /// <summary>Refused for good.</summary>
    Rejected = 4,

    /// <summary>The whole platform is held.</summary>
    Hold = 8,

    /// <summary>
    /// A status of success: the bytes were received where the protocol says no more than that; elsewhere nobody knows. Never that it was applied.
    /// </summary>
    OfBytesAlone = 16,

    /// <summary>Whatever, but no crash and no word of the answer.</summary>
    Any = Retry | Indeterminate | Rejected | Hold | OfBytesAlone,
}
