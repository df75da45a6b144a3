using System.Globalization;
using IdentityGrains.Client.Exceptions;
using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Intake;

/// <summary>
/// Where a page ended, as a text that the next request brings back. To callers it is opaque. It holds instants, ids and names of platforms, and nobody's
/// values.
/// </summary>
internal static class Cursor
{
    /// <summary>The query parameter.</summary>
    public const string Name = "cursor";

    private const int Longest = 8_192;
    private const char Apart = '.';
    private const char Next = '~';

    public static string Of(ExceptionCursor place) => Text(place.OpenedAt.UtcTicks, place.Id);

    public static string Of(WithdrawalCursor place) => Text(place.PlannedAt.UtcTicks, place.Customer, place.Platform);

    public static string? Of(ImmutableArray<DisclosurePlace> places) =>
        places.IsEmpty ? null : string.Join(Next, places.Select(p => Text(p.Platform, p.Number)));

    public static Read<ExceptionCursor?> OfExceptions(HttpContext http) => Read<ExceptionCursor?>(
        http, null,
        text => text.Split(Apart) is [var at, var id] && Instant(at) is { } instant && OpaqueIds.Is(id, OpaqueIds.OfException)
            ? new ExceptionCursor(instant, id)
            : null);

    public static Read<WithdrawalCursor?> OfWithdrawals(HttpContext http) => Read<WithdrawalCursor?>(
        http, null,
        text => text.Split(Apart) is [var at, var id, var platform] && Instant(at) is { } instant && CustomerId.TryParse(id, out var customer)
            && Names.IsName(platform)
            ? new WithdrawalCursor(instant, customer, new PlatformName(platform))
            : null);

    public static Read<ImmutableArray<DisclosurePlace>?> OfDisclosures(HttpContext http) =>
        Read<ImmutableArray<DisclosurePlace>?>(http, ImmutableArray<DisclosurePlace>.Empty, Places);

    private static ImmutableArray<DisclosurePlace>? Places(string text)
    {
        var places = text.Split(Next).Select(Place).OfType<DisclosurePlace>().DistinctBy(p => p.Platform).ToImmutableArray();
        return places.Length == text.Split(Next).Length ? places : null;
    }

    private static DisclosurePlace? Place(string text) =>
        text.Split(Apart) is [var platform, var number] && Names.IsName(platform)
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? new DisclosurePlace(new PlatformName(platform), last)
            : null;

    private static Read<T> Read<T>(HttpContext http, T begins, Func<string, T> read)
    {
        if (!http.Request.Query.TryGetValue(Name, out var given))
        {
            return begins;
        }

        return given.ToString() is { Length: > 0 and <= Longest } text && read(text) is { } place
            ? place
            : ProblemResult.At(Pointer.Query(Name), Catalogue.ValidationFailed);
    }

    private static DateTimeOffset? Instant(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero).InMicroseconds()
            : null;

    private static string Text(params ReadOnlySpan<object> parts)
    {
        var text = new List<string>(parts.Length);
        foreach (var part in parts)
        {
            text.Add(Convert.ToString(part, CultureInfo.InvariantCulture)!);
        }

        return string.Join(Apart, text);
    }
}
