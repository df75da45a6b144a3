using CsCheck;
using IdentityGrains.Cli.Import;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Tests.Import;

public class LinkedKeysTests
{
    [Fact]
    public void Two_keys_are_one_person_exactly_when_links_lead_from_one_to_the_other() =>
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 11]).Array[0, 14].Sample(links =>
        {
            var people = new LinkedKeys();
            foreach (var (one, other) in links)
            {
                people.Link(Key(one), Key(other));
            }

            for (var from = 0; from < 12; from++)
            {
                var reached = Reached(from, links);
                for (var to = 0; to < 12; to++)
                {
                    Assert.Equal(reached.Contains(to), people.PersonOf(Key(from)) == people.PersonOf(Key(to)));
                }
            }
        });

    private static HashSet<int> Reached(int from, (int One, int Other)[] links)
    {
        var reached = new HashSet<int> { from };
        while (links.Any(l => reached.Contains(l.One) ? reached.Add(l.Other) : reached.Contains(l.Other) && reached.Add(l.One)))
        {
        }

        return reached;
    }

    private static NativeKey Key(int number) => NativeKey.FromTrusted(new SourceName("crm"), "k" + number);
}
