using System.Collections.Concurrent;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Silo.Development;

namespace IdentityGrains.Torture.Load;

/// <summary>The tokens of sources and of customers who are signed in, each used for a part of its life.</summary>
internal sealed class Credentials(DevelopmentIssuer issuer, Policy policy)
{
    private static readonly TimeSpan Used = DevelopmentIssuer.Lifetime / 2;

    private readonly ConcurrentDictionary<(string Source, string? Customer), (string Token, DateTimeOffset Until)> _tokens = new();

    /// <summary>The principal that speaks for a source.</summary>
    public PrincipalId PrincipalOf(string source) => policy.Sources[new SourceName(source)].Principal;

    /// <summary>A source's own token.</summary>
    public string Service(string source) => Token(source, customer: null);

    /// <summary>The token of a customer who is signed in at a source.</summary>
    public string Subject(string source, string customer) => Token(source, customer);

    /// <summary>A person's token, in a role.</summary>
    public string Person(string person, string role) => issuer.PersonToken(person, [role], TimeProvider.System.GetUtcNow());

    private string Token(string source, string? customer)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (_tokens.TryGetValue((source, customer), out var held) && held.Until > now)
        {
            return held.Token;
        }

        var token = customer is null ? issuer.ServiceToken(PrincipalOf(source), now)
            : CustomerId.TryParse(customer, out var subject) ? issuer.SubjectToken(subject, PrincipalOf(source), now)
            : throw new InvalidDataException("No customer's id.");
        _tokens[(source, customer)] = (token, now + Used);
        return token;
    }
}
