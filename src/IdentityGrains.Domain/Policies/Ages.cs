using System.Globalization;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Policies;

/// <summary>How old the customer is, in completed years by the UTC date, and when that next matters.</summary>
internal static class Ages
{
    private const string DateForm = "yyyy-MM-dd";
    private const string Over = "over_";
    private const int OldestVouchedFor = 120;

    /// <summary>East of Greenwich it is tomorrow already.</summary>
    private const int DaysAhead = 1;

    /// <summary>
    /// The age by the date of birth; without one the least age that somebody vouched for, such as <c>over_16</c>. Who vouches for a child does not make
    /// it an adult, and a grown-up is none the younger for being over 16.
    /// </summary>
    public static int? Of(Customer customer, Policy policy, DateTimeOffset now)
    {
        var (birth, vouched) = Known(customer, policy);
        return birth is { } known ? Completed(known, Today(now)) : vouched;
    }

    /// <summary>The start of the next birthday that a rule of the policy may read.</summary>
    public static DateTimeOffset? NextBirthday(Customer customer, Policy policy, DateTimeOffset now)
    {
        if (Known(customer, policy).Birth is not { } birth)
        {
            return null;
        }

        var age = Completed(birth, Today(now));
        var year = birth.Year + age + 1;
        if (age >= OldestThatMatters(policy) || year > DateOnly.MaxValue.Year)
        {
            return null;
        }

        var leapling = birth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year);
        var birthday = leapling ? new DateOnly(year, 3, 1) : new DateOnly(year, birth.Month, birth.Day);
        return new DateTimeOffset(birthday, TimeOnly.MinValue, TimeSpan.Zero);
    }

    /// <summary>True when the value says that the customer will be born after the last day that has begun anywhere.</summary>
    public static bool IsUnborn(FieldRule rule, FieldValue value, DateTimeOffset now) =>
        rule.TellsAge && DateOf(value) is { } birth && birth > Today(now).AddDays(DaysAhead);

    // Comparing month and day gives the leapling the 1st of March in common years. A date that has not come yet, as across time zones on
    // the day of birth, is age 0: the youngest is the strictest.
    private static int Completed(DateOnly birth, DateOnly today)
    {
        var years = today.Year - birth.Year;
        var before = (today.Month, today.Day).CompareTo((birth.Month, birth.Day)) < 0;
        return Math.Max(0, before ? years - 1 : years);
    }

    private static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);

    // Of several such fields the youngest counts, so that no second field can make a child an adult.
    private static (DateOnly? Birth, int? Vouched) Known(Customer customer, Policy policy)
    {
        DateOnly? latest = null;
        int? least = null;
        foreach (var rule in policy.Index.Ages)
        {
            var value = customer.Field(rule.Name).Value;
            latest = DateOf(value) is { } birth && !(birth <= latest) ? birth : latest;
            least = LeastAge(value) is { } age && !(age >= least) ? age : least;
        }

        return (latest, least);
    }

    private static int? LeastAge(FieldValue value) =>
        value is FieldValue.Text { Value: var text } && text.StartsWith(Over, StringComparison.Ordinal)
        && int.TryParse(text.AsSpan(Over.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years is > 0 and <= OldestVouchedFor
            ? years
            : null;

    private static DateOnly? DateOf(FieldValue value) =>
        value is FieldValue.Text text && DateOnly.TryParseExact(text.Value, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth)
            ? birth
            : null;

    private static int OldestThatMatters(Policy policy)
    {
        var oldest = 0;
        foreach (var region in policy.Regions.Values)
        {
            var minors = region.Minors;
            oldest = Math.Max(oldest, Math.Max(minors.ConsentAge, Math.Max(minors.SelfOptInUntil ?? 0, minors.ProhibitedUntil ?? 0)));
            foreach (var age in minors.PerCountry.Values)
            {
                oldest = Math.Max(oldest, age);
            }
        }

        foreach (var rule in policy.Fields.Values)
        {
            foreach (var ranked in rule.Sources)
            {
                oldest = Math.Max(oldest, ranked.Guard is { } guard ? OldestIn(guard.Expression) : 0);
            }
        }

        return oldest;
    }

    // "> 65" turns at 66, hence one more than the number.
    private static int OldestIn(GuardExpression expression) => expression switch
    {
        GuardExpression.And and => Math.Max(OldestIn(and.Left), OldestIn(and.Right)),
        GuardExpression.Or or => Math.Max(OldestIn(or.Left), OldestIn(or.Right)),
        GuardExpression.Not not => OldestIn(not.Operand),
        GuardExpression.Compare compare => Math.Max(OldestIn(compare.Left), OldestIn(compare.Right)),
        GuardExpression.Number number => (int)Math.Clamp(number.Value, 0, 200) + 1,
        _ => 0,
    };
}
