using IdentityGrains.Domain.Policies;
using IdentityGrains.Simulators.Records;
using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Import;

namespace IdentityGrains.Torture.Examination;

/// <summary>
/// Every request that the platform ever saw carried only what was permitted at the version that it names, by what the callers themselves were told:
/// not by asking the product again.
/// </summary>
internal sealed class WhatWasTold
{
    private readonly Dictionary<string, string[]> _mapped;
    private readonly Dictionary<string, Acknowledged[]> _acts;

    public WhatWasTold(Policy policy, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        _mapped = policy.Platforms[new PlatformName(Workshop.Platform)].Fields.ToDictionary(f => f.To, f => f.Purposes.Select(p => p.Value).ToArray());
        _acts = acknowledged.GroupBy(a => $"N-{a.Act.Customer}").ToDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>Values that only a consent permitted.</summary>
    public int UnderConsent { get; private set; }

    /// <summary>Looks at every request; returns how many there were.</summary>
    public int WasPermitted(Workshop workshop)
    {
        long last = 0;
        var count = 0;
        while (workshop.Simulator.Requests(Workshop.Platform, last) is { Count: > 0 } page)
        {
            foreach (var request in page)
            {
                Examine(request);
            }

            (last, count) = (page[^1].Number, count + page.Count);
        }

        return count;
    }

    private void Examine(LoggedRequest request)
    {
        var data = JsonSerializer.Deserialize<JsonElement>(request.Body!).GetProperty("data");
        var (key, version) = (data.GetProperty("customerNumber").GetString()!, data.GetProperty("version").GetInt64());
        foreach (var field in data.GetProperty("fields").EnumerateObject().Where(f => f.Value.ValueKind != JsonValueKind.Null))
        {
            var purpose = data.GetProperty("purposes").GetProperty(field.Name).GetString();
            Assert.True(_mapped.TryGetValue(field.Name, out var purposes), $"{field.Name} is not the platform's to know");
            Assert.Contains(purpose, purposes);
            Assert.False(field.Name is "email" or "phone", "a contact point that nobody verified left the house");
            if (purpose == "personalisation")
            {
                Assert.True(MayPersonalise(_acts[key], version), $"{field.Name} was told of {key} at version {version}, where no consent permitted it");
                UnderConsent++;
            }
            else
            {
                Assert.Equal("service_fulfilment", purpose);
            }
        }
    }

    // A grown-up who said yes last. Of an act, the time that it happened counts, not when it came in.
    private static bool MayPersonalise(Acknowledged[] acts, long version)
    {
        var until = acts.Where(a => a.Version <= version).ToArray();
        return until.Any(a => a.Act.Kind == ActKind.BirthDate)
            && until.Where(a => a.Act.Kind is ActKind.Grant or ActKind.Withdraw).MaxBy(a => a.Act.ObservedAt)?.Act.Kind == ActKind.Grant;
    }
}
