using System.Text.Json.Serialization;

namespace IdentityGrains.Cli.Inbox;

/// <summary>A message as the simulated inbox shows it; what it says beyond is passed over.</summary>
/// <param name="Number">Its place in the inbox.</param>
/// <param name="Kind">For example <c>code</c>.</param>
/// <param name="Field">Of which contact point.</param>
/// <param name="Verification">What comes back with the code.</param>
/// <param name="Code">The code; null when there is none.</param>
/// <param name="CancelToken">What stops the change; null when there is none.</param>
internal sealed record FoundMessage(long Number, string Kind, string Field, string Verification, string? Code, string? CancelToken)
{
    /// <summary>The message that brings a code.</summary>
    public const string WithCode = "code";

    /// <summary>The message that tells the previous contact point.</summary>
    public const string Notice = "change_notice";

    /// <summary>The number alone: a code opens what it was sent for.</summary>
    public override string ToString() => $"message {Number}";
}

/// <summary>How messages are read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FoundMessage[]))]
internal sealed partial class InboxJson : JsonSerializerContext;
