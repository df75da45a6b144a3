using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Grains.Exceptions;

/// <summary>
/// Opens and resolves exceptions that no row of a delivery or drift makes: of a platform as a whole, one, however many customers it is about; and of requests
/// that left too late.
/// </summary>
internal sealed class PlatformExceptions(IExceptions exceptions, PoliciesInForce policies, IStoreClock clock)
{
    private const string LookedAt = "reconciled";
    private const string Answers = "answers";

    /// <summary>After a run: one is open exactly while the last one stopped early or repaired nothing because too much differs.</summary>
    public Task Reconciled(Reconciliation run, CancellationToken ct) => run.Stopped is { } why
        ? Open(ExceptionLaw.Drift, run.Platform, why, ct)
        : Resolve(ExceptionLaw.Drift, run.Platform, LookedAt, ct);

    /// <summary>The platform refuses us as such.</summary>
    public Task Held(PlatformName platform, string why, CancellationToken ct) => Open(ExceptionLaw.Rejected, platform, why, ct);

    /// <summary>It takes us again.</summary>
    public Task Takes(PlatformName platform, CancellationToken ct) => Resolve(ExceptionLaw.Rejected, platform, Answers, ct);

    /// <summary>The platform said again and again that it is gone: it is not asked any more until somebody says that it is back.</summary>
    public Task Gone(PlatformName platform, string why, CancellationToken ct) => Open(ExceptionLaw.Disabled, platform, why, ct);

    /// <summary>True while the platform is not to be asked because it said that it is gone.</summary>
    public async Task<bool> IsGone(PlatformName platform, CancellationToken ct) =>
        (await exceptions.OfPlatform(platform, ct)).Any(e => e.Kind == ExceptionLaw.Disabled);

    /// <summary>Asked for our customers it showed somebody else.</summary>
    public Task ShowedAnother(PlatformName platform, CancellationToken ct) => Open(ExceptionLaw.Foreign, platform, ExceptionLaw.Foreign, ct);

    /// <summary>It claims more than its protocol proves; what it proves is what was recorded.</summary>
    public Task ClaimsMore(PlatformName platform, AckLevel claimed, CancellationToken ct) =>
        Open(ExceptionLaw.AboveCeiling, platform, Words.Of(claimed), ct);

    /// <summary>Requests about these customers may have begun after their permits were over.</summary>
    public Task SentLate(PlatformName platform, IEnumerable<CustomerId> customers, CancellationToken ct) => exceptions.Open(
        [.. customers.Select(c => ExceptionRecords.Of(
            ExceptionLaw.LateSend, policies.Current.Policy, new ExceptionSubject(platform), c, ExceptionLaw.LateSend, clock.Now))],
        ct);

    private Task Open(string kind, PlatformName platform, string why, CancellationToken ct) =>
        exceptions.Open([ExceptionRecords.Of(kind, policies.Current.Policy, new ExceptionSubject(platform), null, why, clock.Now)], ct);

    private async Task Resolve(string kind, PlatformName platform, string how, CancellationToken ct)
    {
        string[] over = [.. (await exceptions.OfPlatform(platform, ct)).Where(e => e.Kind == kind).Select(e => e.Id)];
        if (over.Length > 0)
        {
            await exceptions.Resolve(over, how, clock.Now, ct);
        }
    }
}
