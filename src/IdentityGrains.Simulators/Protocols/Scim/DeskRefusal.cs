namespace IdentityGrains.Simulators.Protocols.Scim;

/// <summary>A request that is refused, as RFC 7644, section 3.12 has it.</summary>
internal sealed class DeskRefusal(int status, string? scimType, string detail) : Exception(detail)
{
    public int Status => status;

    public string? ScimType => scimType;

    public static DeskRefusal Of(string scimType, string detail) => new(400, scimType, detail);
}
