namespace IdentityGrains.Domain.Policies.Differences;

/// <summary>Everything that a policy says, part by part.</summary>
internal static class SaidByPolicy
{
    public static IEnumerable<PolicyPart> Of(Policy policy) => new[]
    {
        [Of(policy.Metadata), new PolicyParts(PolicySection.Defaults, "").Say("clockSkewTolerance", policy.Defaults.ClockSkewTolerance)],
        policy.Categories.Values.Select(Of),
        policy.Sources.Values.Select(Of),
        policy.Purposes.Values.Select(Of),
        policy.Regions.Values.Select(Of),
        policy.Fields.Values.Select(SaidOfField.Of),
        policy.Platforms.Values.Select(SaidOfPlatform.Of),
        SaidOfGraph.Of(policy.Graph),
        policy.Exceptions.Values.Select(Of),
        policy.Reviews.Values.Select(Of),
        [Of(policy.ActivationGate)],
        policy.Tests.Select(SaidByTest.Of),
    }.SelectMany(section => section).SelectMany(parts => parts.All);

    private static PolicyParts Of(PolicyMetadata metadata) => new PolicyParts(PolicySection.Policy, "")
        .Say("id", metadata.Id).Say("version", metadata.Version).Say("supersedes", metadata.Supersedes)
        .Say("effectiveFrom", metadata.EffectiveFrom.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture))
        .Say("approvals/required", metadata.Approvals?.Required).Set("approvals/roles", metadata.Approvals?.Roles ?? [])
        .Say("approvals/separationOfDuties", metadata.Approvals?.SeparationOfDuties)
        .Say("changeNote", metadata.ChangeNote);

    private static PolicyParts Of(Category category) => new PolicyParts(PolicySection.Category, category.Name)
        .Say("owner", category.Owner).Say("steward", category.Steward).Say("controlId", category.ControlId);

    private static PolicyParts Of(Source source)
    {
        var parts = new PolicyParts(PolicySection.Source, source.Name.Value)
            .Word<SourceKind>("kind", source.Kind).Say("principal", source.Principal.Value).Word<Claims.ProofLevel>("maxProof", source.MaxProof)
            .Say("nativeKey", source.NativeKey).Set("requires", source.Requires);
        return source.Contract is not { } contract ? parts : parts.In("contract")
            .Say("id", contract.Id).Set("permittedPurposes", contract.PermittedPurposes).Say("dataTtl", contract.DataTtl)
            .Say("art14NoticeWithin", contract.Article14NoticeWithin).Say("mayCreateSubjects", contract.MayCreateSubjects);
    }

    private static PolicyParts Of(Purpose purpose) => new PolicyParts(PolicySection.Purpose, purpose.Name.Value)
        .Say("title", purpose.Title).Say("thirdParty", purpose.ThirdParty).Say("noticeVersion", purpose.NoticeVersion)
        .Say("consentTtl", purpose.ConsentTtl).Say("doubleOptIn", purpose.DoubleOptIn);

    private static PolicyParts Of(Region region)
    {
        var minors = region.Minors;
        var parts = new PolicyParts(PolicySection.Region, region.Name.Value)
            .Set("laws", region.Laws).List("resolve", region.Resolve)
            .Say("minors/consentAge", minors.ConsentAge).Say("minors/below", minors.Below).Set("minors/jointWithChild", minors.JointWithChild)
            .Say("minors/selfOptInUntil", minors.SelfOptInUntil).Set("minors/selfOptInPurposes", minors.SelfOptInPurposes)
            .Set("minors/prohibited", minors.Prohibited).Say("minors/prohibitedUntil", minors.ProhibitedUntil)
            .Say("minors/separateThirdPartyConsent", minors.SeparateThirdPartyConsent);
        foreach (var (country, age) in minors.PerCountry)
        {
            parts.Say($"minors/perCountry/{country}", age);
        }

        foreach (var (signal, purpose) in region.Signals)
        {
            parts.Say($"signals/{signal}", $"withdraw_{purpose}");
        }

        foreach (var (right, deadline) in region.Rights)
        {
            parts.Say($"rights/{right}", deadline);
        }

        foreach (var (purpose, rule) in region.Purposes)
        {
            parts.In($"purposes/{purpose}").Word<PurposeModel>("model", rule.Model).Say("basis", rule.Basis);
        }

        return parts;
    }

    private static PolicyParts Of(ExceptionRule rule) => new PolicyParts(PolicySection.Exception, rule.Name)
        .Say("severity", rule.Severity).Say("sla", rule.Sla).Say("assignTo", rule.AssignTo).Say("escalateTo", rule.EscalateTo);

    private static PolicyParts Of(ReviewRule rule) => new PolicyParts(PolicySection.Review, rule.Name)
        .Say("cadence", rule.Cadence).Set("reviewers", rule.Reviewers).Say("quorum", rule.Quorum)
        .List("overdueEscalation", rule.OverdueEscalation.Select(PolicyParts.Duration))
        .Say("freezeNewPurposesWhenOverdueBy", rule.FreezeNewPurposesWhenOverdueBy).Say("autoDisableAfter", rule.AutoDisableAfter);

    private static PolicyParts Of(ActivationGate gate) => new PolicyParts(PolicySection.ActivationGate, "")
        .Set("appliesTo", gate.AppliesTo).Set("require", gate.Require);
}
