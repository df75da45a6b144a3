using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Secrets;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>One address that signed messages are posted to, as configuration says it.</summary>
public abstract class EndpointSettings : OutboundSettings
{
    /// <summary>
    /// A file of <c>whsec_</c> keys, one to a line, the current one first, readable by its owner only. This or <see cref="Secrets"/> is required.
    /// </summary>
    public string? SecretFile { get; set; }

    /// <summary>The keys themselves, for tests; in production they lie in a file. Default: none.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>The keys that sign, the current one first; empty while <see cref="OutboundSettings.Check"/> finds faults in them.</summary>
    internal IReadOnlyList<Secret> Keys => ReadSecrets([]);

    private protected override bool QueryAllowed => true;

    /// <inheritdoc/>
    protected override void CheckMore(List<string> faults) => ReadSecrets(faults);

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
            return [];
        }

        return secrets;
    }
}
