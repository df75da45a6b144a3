namespace IdentityGrains.Connectors.Tests.BadInputs;

/// <summary>An address where no platform may be.</summary>
/// <param name="Row">The row of the table.</param>
/// <param name="Url">What stands in configuration.</param>
/// <param name="LeadsTo">Where its name leads, so that only connecting shows it; null where the address itself does.</param>
public sealed record BadDestination(string Row, string Url, string? LeadsTo = null)
{
    /// <summary>The table. <c>{port}</c> is a port at which somebody listens.</summary>
    public static readonly IReadOnlyList<BadDestination> All =
    [
        new("PL1", "http://platform.example/"), new("PL1", "HTTP://platform.example:443/"),
        new("PL2", "file:///etc/passwd"), new("PL2", "gopher://platform.example/"), new("PL2", "ftp://platform.example/"), new("PL2", "data:text/plain,x"),
        new("PL2", "//127.0.0.1/"), new("PL2", "javascript:alert(1)"),
        .. Each("PL3", "127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]"),
        new("PL4", "https://127.0.0.1.:{port}/", "127.0.0.1"), new("PL4", "https://localhost.:{port}/", "127.0.0.1"),
        new("PL4", "https://localhost:{port}/", "::1"),
        .. Each("PL5", "127。0。0。1", "①②⑦.0.0.1", "loc\u00ADalhost"),
        .. Each("PL7", "[fe80::1%25eth0]", "[fec0::1]", "[fc00::1]", "[fd7a:115c:a1e0::1]"),
        .. Each("PL8", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001::1]", "[100::1]", "[5f00::1]"),
        .. Each(
            "PL9", "10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.0.1", "100.64.0.1", "100.127.255.254", "169.254.169.254", "168.63.129.16",
            "192.0.0.1", "192.88.99.1", "198.18.0.1", "198.19.255.254", "192.0.2.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
            "240.0.0.1", "255.255.255.255", "0.0.0.0", "0.1.2.3"),
        new("PL10", "https://platform.example:{port}/", "10.0.0.1"), new("PL10", "https://platform.example:{port}/", "93.184.215.14,10.0.0.1"),
        new("PL10", "https://platform.example:{port}/", "10.0.0.1,93.184.215.14"), new("PL10", "https://platform.example:{port}/", "::ffff:127.0.0.1"),
        new("PL11", "https://rebinding.example:{port}/", "127.0.0.1"), new("PL11", "https://rebinding.example:{port}/", "169.254.169.254"),
        new("PL14", "https://user:pw@platform.example/"), new("PL14", "https://platform.example#@127.0.0.1/"),
        new("PL14", @"https://platform.example\@127.0.0.1/", "127.0.0.1"),
        .. new[] { 0, 22, 25, 5432, 11111, 30000, 8443 }.Select(port => new BadDestination("PL15", $"https://platform.example:{port}/")),
        new("PL16", "https://ex\u0430mple.com/"),
    ];

    private static IEnumerable<BadDestination> Each(string row, params string[] hosts) => hosts.Select(h => new BadDestination(row, $"https://{h}:{{port}}/"));
}
