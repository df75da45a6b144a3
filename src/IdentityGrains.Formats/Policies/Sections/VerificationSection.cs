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
        KeepCurrent(m),
        m.Required("notifyPrevious").Flag(),
        m.Required("undoWindow").Duration(),
        m.Required("reverifyAfter").Duration());

    // Who changed an address could cut the customer off from the one that is known to be his, before anybody confirmed anything.
    private static bool KeepCurrent(MappingReader m)
    {
        var keeps = m.Required("keepCurrentWhilePending").Flag();
        if (!keeps && m.Has("keepCurrentWhilePending"))
        {
            m.Refuse("keepCurrentWhilePending", "not-fail-closed", "The confirmed value stays current until another one is confirmed: only true is accepted.");
        }

        return true;
    }

    public static SharedContactPointRule Shared(MappingReader m) => new(
        m.Required("onSecondSubject").Word("link_and_flag"),
        m.Required("consentRule").Word("most_restrictive_across_sharers"));
}
