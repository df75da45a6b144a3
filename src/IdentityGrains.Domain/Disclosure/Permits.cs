using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Disclosure;

/// <summary>The purposes permitted for one person at one moment, each asked at most once.</summary>
internal sealed class Permits(SubjectFacts facts, Policy policy)
{
    private readonly Dictionary<PurposeName, PurposeVerdict> _asked = [];

    public SubjectFacts Facts => facts;

    public PurposeVerdict Of(PurposeName purpose)
    {
        if (!_asked.TryGetValue(purpose, out var verdict))
        {
            verdict = Permission.Of(purpose, facts, policy);
            _asked.Add(purpose, verdict);
        }

        return verdict;
    }
}
