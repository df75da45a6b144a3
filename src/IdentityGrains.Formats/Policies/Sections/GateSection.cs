using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>What must be green before something new goes live.</summary>
internal static class GateSection
{
    private const string ReconciledWithin = "reconciliation_run_within_";

    private static readonly string[] Controls =
    [
        "owner_assigned", "overwrite_rules_complete", "open_critical_exceptions == 0", "drift_ratio_below_breaker",
        "simulation_report_attached", "policy_tests_green",
    ];

    public static ActivationGate Read(MappingReader m) => new(
        m.Required("appliesTo").Words("new_platform", "new_purpose", "new_platform_field"),
        m.Required("require").Set(Control));

    private static string Control(ValueReader value)
    {
        var control = value.Text();
        var known = Controls.Contains(control)
            || (control.StartsWith(ReconciledWithin, StringComparison.Ordinal) && ValueReader.TryDuration(control[ReconciledWithin.Length..], out _));
        if (control.Length == 0 || known)
        {
            return control;
        }

        value.Refuse("unknown-word", $"One of these is expected here: {string.Join(", ", Controls)}, {ReconciledWithin}PnD.");
        return "";
    }
}
