namespace IdentityGrains.Silo.Settings;

/// <summary>Settings that nothing can run with. The message is one sentence that names each of them, and never what they say: that might be a secret.</summary>
/// <param name="faults">What is wrong, each beginning with the setting's name, without a full stop.</param>
public sealed class SettingsException(IReadOnlyList<string> faults) : Exception(string.Join("; ", faults) + ".")
{
    /// <summary>Each fault, beginning with the setting's name.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
