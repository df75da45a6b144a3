namespace IdentityGrains.Torture.Checkers.Deliveries;

/// <summary>An exception that is open in the end.</summary>
/// <param name="Platform">Where; null when it follows from claims, and then no copy is as it is because of it.</param>
/// <param name="Customer">Whose; null when it is about the platform as a whole.</param>
/// <param name="Kind">The policy's word.</param>
internal sealed record OpenException(string? Platform, string? Customer, string Kind);

/// <summary>
/// C-6, R21: in the end each field of each customer at each platform is the latest permitted one, or it may not be told and is not there, or somebody has to
/// look at it and is told so. There is no fourth state.
/// </summary>
/// <param name="book">What each version permits.</param>
/// <param name="exceptions">What is open.</param>
/// <param name="at">When that was: what was recorded later is not asked for.</param>
internal sealed class EndState(IPermittedVersions book, IReadOnlyCollection<OpenException> exceptions, DateTimeOffset at)
{
    private readonly HashSet<(string?, string?)> _open = [.. exceptions.Select(e => (e.Platform, e.Customer))];

    /// <summary>Fields that are as they should be.</summary>
    public int Equal { get; private set; }

    /// <summary>Fields that somebody has to look at.</summary>
    public int Excepted { get; private set; }

    /// <summary>Looks at a platform's shelf.</summary>
    /// <param name="platform">Which.</param>
    /// <param name="paths">The paths that policy maps there, the key apart.</param>
    /// <param name="shelf">What it holds of a number, by path; null when it knows nobody of that number.</param>
    public IEnumerable<Violation> Check(string platform, IReadOnlyCollection<string> paths, Func<string, IReadOnlyDictionary<string, string?>?> shelf)
    {
        var customers = book.Numbers.ToDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal);
        foreach (var (number, versions) in book.At(platform))
        {
            var (last, held) = (versions.Last(v => v.RecordedAt <= at), shelf(number));
            var isOpen = _open.Contains((platform, customers[number])) || _open.Contains((platform, null));
            foreach (var path in paths)
            {
                if (last.Values.GetValueOrDefault(path)?.Text == held?.GetValueOrDefault(path))
                {
                    Equal++;
                }
                else if (isOpen)
                {
                    Excepted++;
                }
                else
                {
                    yield return new Violation(
                        CopyOrder.Name, number, $"{platform}: {path} is not what version {last.Version} permits, and nobody has to look at it");
                }
            }
        }
    }
}
