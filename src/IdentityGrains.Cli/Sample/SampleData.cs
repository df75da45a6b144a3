namespace IdentityGrains.Cli.Sample;

/// <summary>
/// Half a year of a fictional shop: what seven sources said of two thousand invented people, in order of arrival, one JSON object a line.
/// The same on every machine, so that the committed file can be compared with what is generated.
/// </summary>
public static class SampleData
{
    /// <summary>How many people.</summary>
    public const int People = 2_000;

    private const int Named = 3;
    private const ulong Seed = 20260501;

    /// <summary>Writes the lines.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="people">Of the first so many people only; what is said of them is the same however many there are.</param>
    public static void Write(TextWriter writer, int people = People)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var arrivals = new Arrivals();
        Story.Tell(arrivals);
        foreach (var (person, dice) in Invent(people))
        {
            new Life(person, arrivals, dice).Tell();
            Mistakes.Tell(person, arrivals, dice);
        }

        foreach (var line in arrivals.InOrder())
        {
            writer.Write(line);
            writer.Write('\n');
        }
    }

    // Everybody has dice of their own: a change to one life leaves the others as they were.
    private static IEnumerable<(Person Person, Dice Dice)> Invent(int people)
    {
        var homes = Place.All.SelectMany(place => Enumerable.Repeat(place, place.Share)).ToArray();
        var met = Place.All.ToDictionary(place => place, _ => 0);
        for (var number = Named + 1; number <= people; number++)
        {
            var dice = new Dice(Seed * (ulong)number);
            var home = dice.Pick(homes);
            yield return (Person.Invent(number, home, met[home]++, dice), dice);
        }
    }
}
