using IdentityGrains.Domain.Exceptions;
using Orleans;
using Orleans.Metadata;

namespace IdentityGrains.Client.Exceptions;

/// <summary>
/// What somebody has to look at, and what people do about it. For those who speak for a source, but no partner that sells data, and people who play a part
/// that the policy names; reading is refused to others (<see cref="Callers.ReadingRefusedException"/>). The key is 0.
/// </summary>
[GrainInterfaceType("exception-desk")]
public interface IExceptionDeskGrain : IGrainWithIntegerKey
{
    /// <summary>Exceptions, the newest first, a page at a time.</summary>
    [Alias("list")]
    Task<ExceptionPage> List(ExceptionQuestion question, int limit, CancellationToken ct = default);

    /// <summary>One exception and what became of it; null when there is none of that id.</summary>
    [Alias("find")]
    Task<ExceptionStory?> Find(string id, CancellationToken ct = default);

    /// <summary>Does something about an exception, for people only.</summary>
    [Alias("act")]
    Task<ExceptionAnswer> Act(string id, ExceptionAct act, CancellationToken ct = default);
}
