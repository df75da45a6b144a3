namespace IdentityGrains.Domain.Policies.Differences;

/// <summary>What a policy says of merges, households and delegation.</summary>
internal static class SaidOfGraph
{
    public static IEnumerable<PolicyParts> Of(GraphRules graph)
    {
        var (merge, household, delegation) = (graph.Merge, graph.Household, graph.Delegation);
        return
        [
            new PolicyParts(PolicySection.Graph, "merge")
                .Say("survivorIs", merge.SurvivorIs).Set("blockedWhen", merge.BlockedWhen).Set("approval/auto", merge.AutoApproval)
                .Say("approval/otherwise", merge.OtherwiseApproval).Say("consent", merge.Consent).Say("undoWindow", merge.UndoWindow),
            new PolicyParts(PolicySection.Graph, "household")
                .Say("maxMembers", household.MaxMembers).Set("sharedFields", household.SharedFields).Say("consentShared", household.ConsentShared)
                .Say("leave", household.Leave).Say("silentLeaveAllowed", household.SilentLeaveAllowed),
            new PolicyParts(PolicySection.Graph, "delegation")
                .Say("maxDuration", delegation.MaxDuration).Say("chainAllowed", delegation.ChainAllowed).Set("scopes", delegation.Scopes)
                .Set("neverDelegable", delegation.NeverDelegable).Set("guardian/scopes", delegation.Guardian.Scopes)
                .Say("guardian/endsAt", delegation.Guardian.EndsAt),
        ];
    }
}
