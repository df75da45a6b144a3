using IdentityGrains.Client.Customers;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Customers;

/// <summary>Whom an address names: by our id, or by a source's own key.</summary>
internal readonly record struct CustomerAddress(string? Customer, string? Source, string? Key)
{
    public static CustomerAddress Of(HttpContext http) => new(Part(http, "customer"), Part(http, "source"), Part(http, "key"));

    /// <summary>The customer; what cannot be an id or a key is no address at all, and what can be one but names nobody is nobody.</summary>
    public async Task<Read<CustomerId>> Find(HttpContext http)
    {
        if (Customer is not null)
        {
            return CustomerId.TryParse(Customer, out var id) ? id : new ProblemResult(Catalogue.NotFound);
        }

        if (Source is null || !Names.IsName(Source) || !NativeKey.TryParse(new SourceName(Source), Key, out var key))
        {
            return new ProblemResult(Catalogue.NotFound);
        }

        var found = await Acts.Grains(http).GetGrain<ICrosswalkGrain>(0).Find(key, http.RequestAborted);
        return found is { } somebody ? somebody : new ProblemResult(Catalogue.SubjectNotFound);
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => "[address]";

    private static string? Part(HttpContext http, string name) => http.Request.RouteValues.GetValueOrDefault(name) as string;
}
