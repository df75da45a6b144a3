using System.ComponentModel.DataAnnotations;
using System.Net;

namespace IdentityGrains.Silo.Settings;

/// <summary>The setting is an IP address; a name would have to be looked up, and may mean another machine tomorrow.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IpAddressAttribute() : ValidationAttribute("{0} must be an IP address, such as 127.0.0.1")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => IPAddress.TryParse(value as string, out _);
}
