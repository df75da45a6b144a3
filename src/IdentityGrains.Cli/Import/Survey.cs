using System.Security.Cryptography;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Import;

/// <summary>
/// What a first walk over the file tells: its name, how long it is, who belongs together, and which line introduces which key. It depends on the
/// file alone, so that every run of the same file plays the same acts under the same names.
/// </summary>
internal sealed class Survey
{
    private readonly LinkedKeys _people = new();
    private readonly Dictionary<NativeKey, long> _firstSeen = [];
    private readonly Dictionary<(NativeKey Own, NativeKey Known), long> _firstLinked = [];
    private readonly Dictionary<NativeKey, NativeKey> _knownBefore = [];

    private readonly LineWalk _walk;

    private Survey(string file, LineWalk walk) => (File, _walk) = (file, walk);

    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public string File { get; }

    /// <summary>The number of the last line that is not empty.</summary>
    public long Lines { get; private set; }

    /// <summary>How many people the file speaks of, as far as its links tell.</summary>
    public int People => _firstSeen.Keys.Select(_people.PersonOf).Distinct().Count();

    /// <summary>Walks the file for the first time.</summary>
    public static async Task<Survey> Of(Stream file, LineWalk walk, CancellationToken ct)
    {
        var survey = new Survey(Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct)), walk);
        await foreach (var read in survey.Walk(file, ct))
        {
            survey.Lines = read.Number;
            if (read.Line is { } line)
            {
                survey.Note(line);
            }
        }

        return survey;
    }

    /// <summary>Walks the file again, from its beginning.</summary>
    public IAsyncEnumerable<ReadLine> Walk(Stream file, CancellationToken ct)
    {
        file.Position = 0;
        return _walk(file, ct);
    }

    /// <summary>A number that all lines of one person share.</summary>
    public int PersonOf(ImportLine line) => _people.PersonOf(line.Own);

    /// <summary>What must be done about the line's key before what the line says.</summary>
    public Introduction IntroductionOf(ImportLine line)
    {
        var first = _firstSeen[line.Own] == line.Number;
        var through = ImmutableArray.CreateBuilder<NativeKey>(2);
        if (line.Knows is { } known && _firstLinked.GetValueOrDefault((line.Own, known)) == line.Number)
        {
            through.Add(known);
        }

        // An earlier line named this key before anybody had spoken under it: the two are one person, whoever comes first.
        if (first && _knownBefore.TryGetValue(line.Own, out var other) && other != line.Knows)
        {
            through.Add(other);
        }

        return new Introduction(first, through.ToImmutable());
    }

    private void Note(ImportLine line)
    {
        _firstSeen.TryAdd(line.Own, line.Number);
        _people.PersonOf(line.Own);
        if (line.Knows is not { } known || known == line.Own)
        {
            return;
        }

        _people.Link(line.Own, known);
        _firstLinked.TryAdd((line.Own, known), line.Number);
        if (!_firstSeen.ContainsKey(known))
        {
            _knownBefore.TryAdd(known, line.Own);
        }
    }
}

/// <summary>How a line introduces its key.</summary>
/// <param name="First">True when no line before spoke under it.</param>
/// <param name="Through">The known keys that it goes with.</param>
internal sealed record Introduction(bool First, ImmutableArray<NativeKey> Through);
