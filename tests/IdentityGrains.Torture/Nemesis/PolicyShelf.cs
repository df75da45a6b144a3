using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>The sample's policy and variants of it, each under a version of its own, by the reference that entries name.</summary>
internal sealed class PolicyShelf
{
    private const string Version = "  version: ";
    private const string FamilyName = "    family_name:\n";
    private const string OfShop = "    commerce:\n      connector:";
    private const string GivenNameThere = "{to: name.given,     purposes: ";
    private const string OfCrm = "{id: crm,          rank: ";

    private readonly string _first;
    private readonly Dictionary<string, Policy> _policies = new(StringComparer.Ordinal);

    public PolicyShelf(string first)
    {
        _first = first;
        First = Keep(first);
    }

    /// <summary>The policy at the start.</summary>
    public Policy First { get; }

    /// <summary>Every policy so far by its reference.</summary>
    public IReadOnlyDictionary<string, Policy> Policies => _policies;

    /// <summary>
    /// The next document: odd ones believe the shop's family names before the CRM's and tell the shop no given names, even ones believe both alike and do.
    /// </summary>
    public string Next(int number)
    {
        var named = Replace(_first, Version, '\n', string.Create(CultureInfo.InvariantCulture, $"2026.09.{number:00}"));
        var field = named.IndexOf(FamilyName, StringComparison.Ordinal);
        var ranked = named[..field] + Replace(named[field..], OfCrm, ',', number % 2 == 1 ? "4" : "3");
        var shop = ranked.IndexOf(OfShop, StringComparison.Ordinal);
        var document = ranked[..shop] + Replace(ranked[shop..], GivenNameThere, '}', number % 2 == 1 ? "[]" : "[service_fulfilment]");
        Keep(document);
        return document;
    }

    private Policy Keep(string document)
    {
        var policy = PolicyDocument.Load(document).Policy ?? throw new InvalidDataException("A variant of the policy is none.");
        return _policies[policy.Reference] = policy;
    }

    private static string Replace(string text, string after, char until, string with)
    {
        var from = text.IndexOf(after, StringComparison.Ordinal) + after.Length;
        return text[..from] + with + text[text.IndexOf(until, from)..];
    }
}
