using System.Text.Json;

namespace IdentityGrains.Cli.Import;

/// <summary>What a line does about a contact point.</summary>
internal enum VerifyWord
{
    /// <summary>Asks for a code.</summary>
    Request = 1,

    /// <summary>Brings the code that came to the address.</summary>
    Confirm = 2,

    /// <summary>Brings another code than the one that came.</summary>
    Wrong = 3,

    /// <summary>Stops or undoes a change with the token that came to the previous address.</summary>
    Cancel = 4,

    /// <summary>Says that the address could not be reached.</summary>
    Doubt = 5,
}

/// <summary>A line's <c>verify</c> member.</summary>
/// <param name="Field">Which contact point.</param>
/// <param name="How">What is done.</param>
/// <param name="To">The address that is meant; null where none is named.</param>
/// <param name="Nth">Which of the messages that came to it, from 1.</param>
internal sealed record Verify(string Field, VerifyWord How, string? To, int Nth)
{
    private const int MostMessages = 1_000;

    /// <summary>The members that it may have.</summary>
    public static readonly ImmutableHashSet<string> Members = ["field", "how", "to", "nth"];

    /// <summary>Reads it; null when it is none.</summary>
    public static Verify? Read(JsonElement at)
    {
        var how = Text(at, "how") switch
        {
            "request" => VerifyWord.Request, "confirm" => VerifyWord.Confirm, "wrong" => VerifyWord.Wrong, "cancel" => VerifyWord.Cancel,
            "doubt" => VerifyWord.Doubt, _ => default(VerifyWord?),
        };
        var (field, to, nth) = (Text(at, "field"), Text(at, "to"), 1);
        return how is { } word && field is { Length: > 0 } && (to is { Length: > 0 } || word == VerifyWord.Request)
            && (!at.TryGetProperty("nth", out var place)
                || place.ValueKind == JsonValueKind.Number && place.TryGetInt32(out nth) && nth is >= 1 and <= MostMessages)
            ? new Verify(field, word, to, nth) : null;
    }

    /// <summary>The field alone: an address is a personal value.</summary>
    public override string ToString() => $"{How} {Field}";

    private static string? Text(JsonElement at, string member) =>
        at.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
