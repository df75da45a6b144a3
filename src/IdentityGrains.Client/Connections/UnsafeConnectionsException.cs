namespace IdentityGrains.Client.Connections;

/// <summary>Connections would not be safe: certificates are not fit, or there are none where others could listen. Nothing is connected.</summary>
public sealed class UnsafeConnectionsException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">A sentence for who runs the process. It names files, never what stands in them.</param>
    public UnsafeConnectionsException(string message)
        : base(message)
    {
    }
}
