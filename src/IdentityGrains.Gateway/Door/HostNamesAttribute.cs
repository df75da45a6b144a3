using System.ComponentModel.DataAnnotations;

namespace IdentityGrains.Gateway.Door;

/// <summary>The setting is a list of names as the header <c>Host</c> says them, without port. One that no header could say would let nobody in.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HostNamesAttribute() : ValidationAttribute("{0} must be names of hosts, without scheme, port and wildcard")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is IEnumerable<string> names && names.All(n => Uri.CheckHostName(n) != UriHostNameType.Unknown);
}
