using Orleans.Concurrency;
using Orleans.Metadata;

namespace IdentityGrains.Grains.Exceptions;

/// <summary>Opens exceptions where something is wrong, and resolves them where it is well again. The key is 0.</summary>
[GrainInterfaceType("exceptions")]
internal interface IExceptionsGrain : IGrainWithIntegerKey
{
    /// <summary>There may be something to do. Saying so too often does no harm.</summary>
    [Alias("wake"), OneWay, AlwaysInterleave]
    Task Wake();
}
