using System.Collections.Immutable;
using System.Text.Json;
using IdentityGrains.Connectors.Json;

namespace IdentityGrains.Connectors.HubSpot;

/// <summary>What HubSpot finds wrong with an input, or with a whole request: its codes and the names of properties, never its texts.</summary>
/// <param name="Category">Its category, for example <c>VALIDATION_ERROR</c>; null when it says none.</param>
/// <param name="Faults">The single faults that it names.</param>
internal sealed record HubSpotError(string? Category, ImmutableArray<HubSpotFault> Faults)
{
    /// <summary>The category of a record that is not there.</summary>
    public const string NotFound = "OBJECT_NOT_FOUND";

    // What passes by itself: somebody else holds the record, or the account is busy.
    private static readonly ImmutableHashSet<string> Passing =
        ImmutableHashSet.Create(StringComparer.Ordinal, "RATE_LIMITS", "LOCKED", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE");

    /// <summary>The error of an answer that refuses a request as such.</summary>
    public static HubSpotError Of(ReadOnlyMemory<byte> body) => JsonBody.Read(body, Of, new HubSpotError(null, []));

    /// <summary>The error of one input of a batch.</summary>
    public static HubSpotError Of(JsonElement error)
    {
        var listed = error.Member("errors") is { ValueKind: JsonValueKind.Array } errors
            ? errors.EnumerateArray().SelectMany(Listed)
            : [];
        return new HubSpotError(error.Member("category").Text(), [.. listed.Concat(Quoted(error.Member("message").Text()))]);
    }

    /// <summary>What it means for the delivery that it is about.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="otherwise">The word when it names no code.</param>
    public SendResult For(PlatformDelivery delivery, string otherwise)
    {
        if (Category is not null && Passing.Contains(Category))
        {
            return new SendResult.Retry(PlatformWord.Of(Category), null);
        }

        var code = Faults.Select(f => f.Code).FirstOrDefault(c => c is not null) ?? Category;
        return new SendResult.Rejected(code is null ? otherwise : PlatformWord.Of(code)) { Paths = PathsOf(delivery, Faults.Select(f => f.Property)) };
    }

    /// <summary>The paths of a delivery that are written to these properties.</summary>
    public static ImmutableArray<string> PathsOf(PlatformDelivery delivery, IEnumerable<string?> properties)
    {
        var named = properties.ToHashSet(StringComparer.Ordinal);
        return [.. delivery.Fields.Select(f => f.Path).Where(p => HubSpotProperties.Names(p).Any(named.Contains)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The texts of a member that is a text or a list of them.</summary>
    public static IEnumerable<string> Texts(JsonElement member) => member.ValueKind == JsonValueKind.Array
        ? member.EnumerateArray().Select(t => t.Text()).OfType<string>()
        : member.Text() is { } text ? [text] : [];

    private static IEnumerable<HubSpotFault> Listed(JsonElement fault)
    {
        var code = fault.Member("code").Text();
        var named = Texts(fault.Member("context").Member("propertyName")).Concat(Texts(fault.Member("in"))).ToArray();
        return (named.Length > 0 ? named.Select(n => new HubSpotFault(code, n)) : [new HubSpotFault(code, null)])
            .Concat(Quoted(fault.Member("message").Text()));
    }

    // Older parts of HubSpot write the list of faults, as JSON, into the message for people.
    private static ImmutableArray<HubSpotFault> Quoted(string? message) => message?.IndexOf("[{", StringComparison.Ordinal) is >= 0 and var at
        ? JsonBody.Read<ImmutableArray<HubSpotFault>>(
            System.Text.Encoding.UTF8.GetBytes(message[at..]),
            list => [.. list.EnumerateArray().Select(f => new HubSpotFault(f.Member("error").Text(), f.Member("name").Text()))], [])
        : [];
}

/// <summary>One fault.</summary>
/// <param name="Code">Its code, for example <c>PROPERTY_DOESNT_EXIST</c>; null when it says none.</param>
/// <param name="Property">The property that it is about; null when it names none.</param>
internal sealed record HubSpotFault(string? Code, string? Property)
{
    /// <summary>True for what is wrong with the property and not with a value: whoever writes it is refused.</summary>
    public bool IsOfSchema => Property is not null && Code is "PROPERTY_DOESNT_EXIST" or "READ_ONLY_VALUE";
}
