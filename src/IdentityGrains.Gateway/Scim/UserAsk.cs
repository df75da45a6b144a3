using IdentityGrains.Client.Customers;
using IdentityGrains.Client.Governance;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Callers;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Who asks about users, and under which conditions.</summary>
/// <param name="Http">The request.</param>
/// <param name="Mapping">What attributes mean to the source that the caller is bound to.</param>
/// <param name="Operation">The caller's name for the act; null when it gives none.</param>
/// <param name="Expected">The version for which alone the act is meant; null for any.</param>
/// <param name="Deadline">After which the act is not to be begun any more; null for never.</param>
internal sealed record UserAsk(HttpContext Http, UserMapping Mapping, OperationId? Operation, long? Expected, DateTimeOffset? Deadline)
{
    /// <summary>Establishes for which source the caller speaks. The silo says so: who a caller is, is nothing that a door decides.</summary>
    public static async Task<Read<UserMapping>> Bound(HttpContext http) =>
        await Acts.Grains(http).GetGrain<IPolicyGrain>(0).Bound(http.RequestAborted) is { } bound
            ? UserMapping.Of(bound, http.RequestServices.GetRequiredService<IOptions<ScimOptions>>().Value)
            : new ProblemResult(Catalogue.Forbidden);

    /// <summary>The request's own conditions, for a source that is established.</summary>
    public static async Task<Read<UserAsk>> Of(HttpContext http)
    {
        OperationId? operation = null;
        if (http.Request.Headers.ContainsKey(OperationKey.Header))
        {
            if (!OperationKey.Read(http).Ok(out var named, out var misnamed))
            {
                return misnamed;
            }

            operation = named;
        }

        return !ScimTag.Expected(http).Ok(out var expected, out var problem) || !Conditions.Deadline(http).Ok(out var deadline, out problem)
                || !(await Bound(http)).Ok(out var mapping, out problem)
            ? problem
            : new UserAsk(http, mapping, operation, expected, deadline);
    }

    /// <summary>The customer of an address; what cannot be an id is no address at all.</summary>
    public static Read<CustomerId> Named(string? id) =>
        CustomerId.TryParse(id, out var customer) ? customer : new ProblemResult(Catalogue.NotFound);

    /// <summary>The customer as the caller may see it now.</summary>
    public async Task<Read<CustomerView>> See(CustomerId customer) => await See(Http, customer);

    /// <summary>
    /// The customer once an act of the caller's is recorded. Whatever fails now, it took effect, and nobody may be told that nothing was done.
    /// </summary>
    public async Task<Read<CustomerView>> SeeAfter(CustomerId customer)
    {
        try
        {
            return (await See(customer)).Ok(out var view, out _) ? view : new ProblemResult(Catalogue.OutcomeUnknown);
        }
        catch (Exception failure) when (FailureProblems.Of(failure, isRead: true) is not null)
        {
            return new ProblemResult(Catalogue.OutcomeUnknown);
        }
    }

    /// <inheritdoc cref="See(CustomerId)"/>
    public static async Task<Read<CustomerView>> See(HttpContext http, CustomerId customer) =>
        await Acts.Grains(http).Customer(customer).Get(null, http.RequestAborted) is CustomerAnswer.Told told
            ? told.View
            : new ProblemResult(Catalogue.SubjectNotFound);
}

/// <summary>What became of an act on a user: the resource as it is since, or a problem.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="View">The customer since.</param>
/// <param name="Receipt">The receipt; null when nothing had to be recorded.</param>
/// <param name="Ignored">The attributes that say no field.</param>
/// <param name="Replayed">True when an earlier request had this effect.</param>
internal sealed record UserDone(int Status, CustomerView View, Receipt? Receipt, IEnumerable<string> Ignored, bool Replayed);
