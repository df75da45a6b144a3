using System.Globalization;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Reading;

/// <summary>Reads from the address as of when a customer is asked for.</summary>
internal static class MomentQuery
{
    public const string Version = "version";
    public const string At = "at";

    // Not an instant: the present, once the store was asked whether anything was missed.
    private const string Latest = "latest";

    /// <summary>The moment; null for the present. A customer cannot be read as of two.</summary>
    public static Read<Moment?> Of(HttpContext http)
    {
        var query = http.Request.Query;
        var (hasVersion, hasInstant) = (query.TryGetValue(Version, out var version), query.TryGetValue(At, out var instant));
        if (hasVersion && hasInstant)
        {
            return new ProblemResult(Catalogue.ValidationFailed, Violation(Version), Violation(At));
        }

        if (hasVersion)
        {
            return long.TryParse(version.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
                ? new Moment.AtVersion(number)
                : new ProblemResult(Catalogue.ValidationFailed, Violation(Version));
        }

        Moment? present = null;
        return !hasInstant ? present
            : instant == Latest ? new Moment.Latest()
            : Rfc3339.Read(instant.ToString()) is { } read ? new Moment.AtInstant(read)
            : new ProblemResult(Catalogue.ValidationFailed, Violation(At));
    }

    /// <summary>The instant is still to come.</summary>
    public static ProblemResult NotYet() => ProblemResult.At(Pointer.Query(At), Catalogue.ValidationFailed.Unprocessable);

    private static Violation Violation(string name) => new(Pointer.Query(name), Catalogue.ValidationFailed.Slug);
}
