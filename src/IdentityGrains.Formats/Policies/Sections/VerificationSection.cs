using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>How a contact point is verified, and what happens when two customers hold it.</summary>
internal static class VerificationSection
{
    private const int FewestDigits = 6;
    private const int MostDigits = 10;
    private const int MostAttempts = 10;

    public static VerificationRule Verification(MappingReader m) => new(
        m.Required("required").Flag(),
        m.Required("method").Word("confirmation_code", "sms_code"),
        m.Required("codeDigits").Whole(FewestDigits, MostDigits),
        m.Required("codeTtl").Duration(),
        m.Required("maxAttempts").Whole(1, MostAttempts),
        m.Required("pendingTtl").Duration(),
        m.Required("concurrentPending").Word("supersede"),
        m.Required("keepCurrentWhilePending").Flag(),
        m.Required("notifyPrevious").Flag(),
        m.Required("undoWindow").Duration(),
        m.Required("reverifyAfter").Duration());

    public static SharedContactPointRule Shared(MappingReader m) => new(
        m.Required("onSecondSubject").Word("link_and_flag"),
        m.Required("consentRule").Word("most_restrictive_across_sharers"));
}
