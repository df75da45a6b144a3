using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Verifications;

/// <summary>Addresses that wait, and the codes that went to them.</summary>
internal static class GivenVerification
{
    public const string Old = "ana@old.example";
    public const string New = "ana@new.example";

    private static readonly FieldName Email = new("email");

    /// <summary>She said an address, and a code is on its way.</summary>
    public static Case Pending => Case.Known.On(100).After(Ask.Field("email", Old, 100), "self");

    /// <summary>She confirmed it.</summary>
    public static Case Confirmed => Pending.Confirming("self");

    /// <summary>She confirmed it, and said another one two days later.</summary>
    public static Case Changing => Confirmed.On(102).After(Ask.Field("email", New, 102), "self");

    public static RunningVerification? Running(this Case @case) => @case.Customer.Verification(Email).Running;

    /// <summary>The code that was sent last.</summary>
    public static string Code(this Case @case)
    {
        var running = @case.Running()!;
        return GuessableCodes.Instance.Code(running.Id, running.Codes, ByCode.CodeDigits);
    }

    /// <summary>After the right code was brought.</summary>
    public static Case Confirming(this Case @case, string by = "self") => @case.After(Ask.Confirm(@case.Code(), day: @case.Today), by);

    public static VerificationState State(this Case @case) => @case.Field("email").State;

    /// <summary>What waits; null when nothing does.</summary>
    public static string? Waits(this Case @case) => (@case.Field("email").Find(@case.Field("email").Pending)?.Value as FieldValue.Text)?.Value;
}
