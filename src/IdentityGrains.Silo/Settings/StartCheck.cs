using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Scim;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Events;
using IdentityGrains.Silo.Hosting;

namespace IdentityGrains.Silo.Settings;

/// <summary>Looks at every setting before anything is started: whoever mends one is not sent back for the next.</summary>
internal static class StartCheck
{
    /// <summary>The section that says whose credentials count.</summary>
    public const string Trust = "Trust";

    private const string Sources = $"{Trust}:{nameof(TrustOptions.Sources)}:";
    private const int P256 = 256;

    /// <summary>Returns if a process could start with these; else throws a <see cref="SettingsException"/> with every fault.</summary>
    public static void Require(ProductOptions options, IConfiguration configuration)
    {
        var faults = Section.OutOfLimits(options, ProductOptions.Section).ToList();
        faults.AddRange(Section.OutOfLimits(Section.Read<GatewayOptions>(configuration, GatewayOptions.Section, faults), GatewayOptions.Section));
        faults.AddRange(ScimOptions.Faults(Section.Read<ScimOptions>(configuration, ScimOptions.Section, faults)));
        faults.AddRange(Places(options));
        faults.AddRange(Connections.Faults(options, configuration));
        faults.AddRange(LogLevels(configuration.GetSection("Logging")));
        if (options.Role != HostRole.Gateway)
        {
            faults.AddRange(Section.OutOfLimits(Section.Read<CallLimits>(configuration, CallLimits.Section, faults), CallLimits.Section));
            faults.AddRange(Section.OutOfLimits(Section.Read<EventOptions>(configuration, EventOptions.Section, faults), EventOptions.Section));
            var trust = Section.Read<TrustOptions>(configuration, Trust, faults);

            // That issuer names itself; what signs besides is the operator's to name.
            faults.AddRange(Section.OutOfLimits(trust, Trust).Where(f => !options.DevelopmentIssuer || f.StartsWith(Sources, StringComparison.Ordinal)));
            faults.AddRange(Keys(trust));
        }

        if (faults.Count > 0)
        {
            throw new SettingsException(faults);
        }
    }

    private static IEnumerable<string> Places(ProductOptions options)
    {
        foreach (var (name, address, used) in new[]
        {
            (nameof(options.HttpAddress), options.HttpAddress, true),
            (nameof(options.AdvertisedAddress), options.AdvertisedAddress, options is { Store: StoreKind.Postgres, Role: not HostRole.Gateway }),
        })
        {
            if (used && IPAddress.TryParse(address, out var parsed) && !IsHere(parsed))
            {
                yield return $"{ProductOptions.Section}:{name} is no address of this machine";
            }
        }

        if (options is { Store: StoreKind.Postgres, Role: not HostRole.Gateway } && IPAddress.TryParse(options.AdvertisedAddress, out var all)
            && (all.Equals(IPAddress.Any) || all.Equals(IPAddress.IPv6Any)))
        {
            yield return $"{ProductOptions.Section}:{nameof(options.AdvertisedAddress)} is every address, and nobody could call that";
        }

        foreach (var (name, folder) in new[] { (nameof(options.DataFolder), options.DataFolder), (nameof(options.KeyFolder), options.KeyFolder) })
        {
            if (folder is { Length: > 0 } && Ancestors(folder).Any(File.Exists))
            {
                yield return $"{ProductOptions.Section}:{name} leads to a file and to no folder";
            }
        }
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            yield return at;
        }
    }

    private static bool IsHere(IPAddress address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // The framework would repeat the value.
    private static IEnumerable<string> LogLevels(IConfigurationSection logging) =>
        from levels in logging.GetChildren().Select(c => c.Key.Equals("LogLevel", StringComparison.OrdinalIgnoreCase) ? c : c.GetSection("LogLevel"))
        from level in levels.GetChildren()
        where !string.IsNullOrEmpty(level.Value) && !Enum.GetNames<LogLevel>().Contains(level.Value, StringComparer.OrdinalIgnoreCase)
        select $"{level.Path} must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}";

    private static IEnumerable<string> Keys(TrustOptions trust) =>
        from owner in trust.Sources.ToDictionary(s => Sources + s.Key, s => s.Value.KeyFiles, StringComparer.Ordinal)
            .Append(new($"{Trust}:{nameof(trust.Services)}", trust.Services.KeyFiles)).Append(new($"{Trust}:{nameof(trust.Subjects)}", trust.Subjects.KeyFiles))
        from number in Enumerable.Range(0, owner.Value.Count)
        where !HoldsKey(owner.Value[number])
        select $"{owner.Key}:{nameof(Issuer.KeyFiles)}:{number} names no PEM file with an EC key on P-256";

    private static bool HoldsKey(string file)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return key.KeySize == P256;
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
