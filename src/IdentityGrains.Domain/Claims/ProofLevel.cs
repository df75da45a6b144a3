namespace IdentityGrains.Domain.Claims;

/// <summary>How far the origin of a claim was established, weakest first.</summary>
public enum ProofLevel
{
    /// <summary>Nothing was established.</summary>
    None = 0,

    /// <summary>The connection was authenticated, not who speaks over it.</summary>
    TransportAuthenticated = 1,

    /// <summary>A service identity presented a valid credential.</summary>
    ServiceAuthenticated = 2,

    /// <summary>The source signed this very command.</summary>
    SignedAssertion = 3,

    /// <summary>The customer was signed in, and the credential names this customer and this service.</summary>
    SubjectAuthenticated = 4,
}
