using IdentityGrains.Domain.Explanations;

namespace IdentityGrains.Domain.Policies.Differences;

/// <summary>What a policy says of a field.</summary>
internal static class SaidOfField
{
    public static PolicyParts Of(FieldRule rule)
    {
        var parts = new PolicyParts(PolicySection.Field, rule.Name.Value)
            .Say("category", rule.Category).Say("type", rule.Type).Set("classification", rule.Classification).List("normalise", rule.Normalise)
            .Say("systemOfRecord", rule.SystemOfRecord.Value).Say("validFor", rule.ValidFor).Say("immutable", rule.Immutable)
            .Say("derived", rule.Derived).Say("householdShareable", rule.HouseholdShareable).Set("onChange", rule.OnChange);
        var words = RuleWords.Of(rule);
        parts.Say("overwrite/lowerRank", words.LowerRank).Say("overwrite/equalRank", words.EqualRank)
            .Say("overwrite/blankOverValue", words.BlankOverValue).Say("overwrite/staleAssertion", words.StaleAssertion)
            .Say("overwrite/unverifiedOverVerified", words.UnverifiedOverVerified).Set("overwrite/atomicGroup", rule.Overwrite.AtomicGroup);
        foreach (var ranked in rule.Sources)
        {
            parts.In($"sources/{ranked.Source}").Say("rank", ranked.Rank).Word<Claims.ProofLevel>("minProof", ranked.MinProof)
                .Set("requires", ranked.Requires).Say("mode", ranked.FillOnly ? "fill_only" : null).Say("when", ranked.Guard?.Text);
        }

        if (rule.Verification is { } by)
        {
            parts.In("verification").Say("required", by.Required).Say("method", by.Method).Say("codeDigits", by.CodeDigits).Say("codeTtl", by.CodeTtl)
                .Say("maxAttempts", by.MaxAttempts).Say("pendingTtl", by.PendingTtl).Say("concurrentPending", by.ConcurrentPending)
                .Say("keepCurrentWhilePending", by.KeepCurrentWhilePending).Say("notifyPrevious", by.NotifyPrevious)
                .Say("undoWindow", by.UndoWindow).Say("reverifyAfter", by.ReverifyAfter);
        }

        if (rule.SharedContactPoint is { } shared)
        {
            parts.In("sharedContactPoint").Say("onSecondSubject", shared.OnSecondSubject).Say("consentRule", shared.ConsentRule);
        }

        return parts;
    }
}
