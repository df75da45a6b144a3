using IdentityGrains.House.Tests.Floors;

namespace IdentityGrains.House.Tests.Law;

/// <summary>The law is pure: replay, simulation and explanation need the very function that the grain ran.</summary>
public sealed class PurityTests
{
    private static readonly string[] BannedNamespaces =
        ["System.IO.", "System.Net.", "System.Threading.", "System.Diagnostics.Process", "System.Runtime.InteropServices.Marshal", "Microsoft."];

    private static readonly string[] BannedTypes =
    [
        "System.TimeProvider", "System.Random", "System.Environment", "System.Console", "System.AppContext", "System.AppDomain",
        "System.Diagnostics.Stopwatch", "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly string[] BannedMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.TimeZoneInfo.get_Local",
        "System.DateTime.ToLocalTime", "System.DateTimeOffset.ToLocalTime", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
        "System.Globalization.CultureInfo.get_CurrentCulture", "System.Globalization.CultureInfo.get_CurrentUICulture",
    ];

    // An id is opaque bits; that they come from chance is what an id is, and no decision calls it.
    private static readonly string[] Allowed =
    [
        "IdentityGrains.Domain.Customers.CustomerId.New calls System.Security.Cryptography.RandomNumberGenerator.GetBytes",
    ];

    [Fact]
    public void The_law_reads_no_clock_no_chance_and_no_world()
    {
        using var domain = new BuiltAssembly(Product.Domain.Location);
        Offenders.None(
            "Domain is pure functions: time is an argument, and so is everything else that the world knows.",
            Calls.Of(domain)
                .Where(c => c.Caller.StartsWith("IdentityGrains.", StringComparison.Ordinal) && IsBanned(c.Type, c.Member))
                .Select(c => $"{c.Caller} calls {c.Type}.{c.Member}")
                .Except(Allowed, StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_allowed_is_still_needed()
    {
        using var domain = new BuiltAssembly(Product.Domain.Location);
        Offenders.None(
            "An exception that nobody needs any more is struck out.",
            Allowed.Except(Calls.Of(domain).Select(c => $"{c.Caller} calls {c.Type}.{c.Member}"), StringComparer.Ordinal));
    }

    [Fact]
    public void The_rule_sees_a_clock_when_there_is_one()
    {
        using var tests = new BuiltAssembly(typeof(PurityTests).Assembly.Location);
        Assert.Contains(Calls.Of(tests), c => c.Caller.EndsWith("." + nameof(ReadsTheWorld), StringComparison.Ordinal) && IsBanned(c.Type, c.Member));
    }

    private static string ReadsTheWorld() => Environment.MachineName;

    private static bool IsBanned(string type, string member) =>
        BannedTypes.Contains(type, StringComparer.Ordinal)
        || BannedMembers.Contains(type + "." + member, StringComparer.Ordinal)
        || BannedNamespaces.Any(n => type.StartsWith(n, StringComparison.Ordinal));
}
