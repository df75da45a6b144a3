namespace IdentityGrains.Domain.Policies.Differences;

/// <summary>What a policy says of a platform.</summary>
internal static class SaidOfPlatform
{
    public static PolicyParts Of(Platform platform)
    {
        var (recipient, identity, confirm, reconcile) = (platform.Recipient, platform.Identity, platform.Confirm, platform.Reconcile);
        var parts = new PolicyParts(PolicySection.Platform, platform.Name.Value)
            .Say("connector", platform.Connector).Say("key", platform.Key).Word<Disclosure.AckLevel>("ackCeiling", platform.AckCeiling)
            .Say("recipient/legalName", recipient.LegalName).Say("recipient/role", recipient.Role).Say("recipient/country", recipient.Country)
            .Say("recipient/transfer", recipient.Transfer)
            .Say("nhi/id", identity.Id.Value).Set("nhi/scopes", identity.Scopes).Say("nhi/credential", identity.Credential)
            .Say("nhi/rotateEvery", identity.RotateEvery).Say("nhi/environment", identity.Environment).Say("nhi/owner", identity.Owner)
            .Say("confirm/by", confirm.By).Say("confirm/within", confirm.Within).Say("confirm/sample", confirm.Sample)
            .Set("confirm/alwaysFor", confirm.AlwaysFor)
            .Say("reconcile/schedule", reconcile.Schedule).Say("reconcile/mode", reconcile.Mode).Say("reconcile/fullSweep", reconcile.FullSweep)
            .Say("reconcile/maxRepairsPerRun", reconcile.MaxRepairsPerRun).Say("reconcile/breaker/maxDriftRatio", reconcile.MaxDriftRatio)
            .Say("onPermissionLost/default", platform.OnPermissionLost.Default).Say("onPermissionLost/record", platform.OnPermissionLost.Record)
            .Set("hazards", platform.Hazards);
        foreach (var (purpose, signal) in platform.PurposeSignals)
        {
            parts.In($"purposeSignals/{purpose}").Say("to", signal.To).Say("granted", signal.Granted).Say("denied", signal.Denied);
        }

        foreach (var mapped in platform.Fields)
        {
            // The first permitted purpose releases, so their order says something.
            parts.In($"fields/{mapped.Field}").Say("to", mapped.To).List("purposes", mapped.Purposes)
                .Word("minState", mapped.MinState).Say("nullable", mapped.Nullable);
        }

        return parts;
    }
}
