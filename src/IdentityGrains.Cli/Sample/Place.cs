using System.Globalization;

namespace IdentityGrains.Cli.Sample;

/// <summary>A part of the world that customers come from, with names that are at home there.</summary>
/// <param name="Region">The residence region, as the policy's countries and regions name it.</param>
/// <param name="Country">The country of an address.</param>
/// <param name="Language">The language that most speak.</param>
/// <param name="Share">How many of a hundred customers come from here.</param>
/// <param name="Phones">Mobile numbers that are set aside for fiction, each without its last two digits; none where the country has none.</param>
/// <param name="Given">Given names.</param>
/// <param name="Family">Family names.</param>
/// <param name="Streets">Streets; <c>#</c> stands for the house number.</param>
/// <param name="Cities">Postcode and city.</param>
internal sealed record Place(
    string Region, string Country, string Language, int Share, string[] Phones, string[] Given, string[] Family,
    string[] Streets, (string Postcode, string City)[] Cities)
{
    private const int InBlock = 100;

    private static readonly string[] California =
    [
        "213", "310", "323", "408", "415", "510", "562", "619", "650", "661", "707", "714", "805", "818", "858", "909", "916", "925", "949", "951",
    ];

    /// <summary>All of them; the shares add up to a hundred.</summary>
    public static readonly Place[] All =
    [
        new("DE", "DE", "de", 42, ["+49176040690"],
            ["Lena", "Jonas", "Emma", "Paul", "Hannah", "Felix", "Clara", "Leon", "Marie", "Lukas", "Sophie", "Jürgen", "Katrin", "Uwe", "Aylin", "Mehmet"],
            ["Schmidt", "Müller", "Fischer", "Becker", "Hoffmann", "Schäfer", "Koch", "Richter", "Wolf", "Neumann", "Schröder", "Krüger", "Yıldız", "Lehmann"],
            ["Lindenstraße #", "Gartenweg #", "Bahnhofstraße #", "Am Markt #", "Schillerstraße #", "Birkenallee #"],
            [("10115", "Berlin"), ("20095", "Hamburg"), ("80331", "München"), ("50667", "Köln"), ("04109", "Leipzig"), ("70173", "Stuttgart")]),
        new("FR", "FR", "fr", 18, [],
            ["Camille", "Louis", "Chloé", "Hugo", "Léa", "Nathan", "Inès", "Théo", "Zoé", "Mathis"],
            ["Martin", "Bernard", "Lefèvre", "Moreau", "Girard", "Roux", "Fournier", "Mercier", "Dupuis", "Blanc"],
            ["# rue des Lilas", "# avenue de la Gare", "# rue Victor Hugo", "# place du Marché"],
            [("75011", "Paris"), ("69002", "Lyon"), ("33000", "Bordeaux"), ("44000", "Nantes")]),
        new("NL", "NL", "nl", 7, [],
            ["Sanne", "Daan", "Fleur", "Bram", "Lotte", "Sem"], ["de Vries", "Jansen", "Bakker", "Visser", "Mulder", "Smit"],
            ["Dorpsstraat #", "Kerkweg #", "Molenlaan #"], [("1012 AB", "Amsterdam"), ("3511 CX", "Utrecht"), ("9712 HN", "Groningen")]),
        new("ES", "ES", "es", 7, [],
            ["Lucía", "Mateo", "Carmen", "Diego", "Nuria", "Álvaro"], ["García", "Romero", "Núñez", "Ortega", "Vidal", "Molina"],
            ["Calle Mayor #", "Calle del Olmo #", "Avenida de la Paz #"], [("28013", "Madrid"), ("41004", "Sevilla"), ("46002", "Valencia")]),
        new("US-CA", "US", "en", 13, [.. California.Select(area => $"+1{area}55501")],
            ["Olivia", "Liam", "Maya", "Ethan", "Grace", "Noah", "Priya", "Carlos"],
            ["Walker", "Nguyen", "Torres", "Kim", "Bennett", "Patel", "Reyes", "Cooper"],
            ["# Mission Street", "# Oak Avenue", "# Harbor Drive"], [("94103", "San Francisco"), ("90012", "Los Angeles"), ("92101", "San Diego")]),
        new("BR", "BR", "pt-BR", 7, [],
            ["Beatriz", "João", "Larissa", "Pedro", "Mariana", "Rafael"],
            ["Silva", "Oliveira", "Araújo", "Pereira", "Conceição", "Lima"],
            ["Rua das Flores #", "Avenida Central #", "Rua do Sol #"],
            [("01310-100", "São Paulo"), ("20040-020", "Rio de Janeiro"), ("40020-000", "Salvador")]),
        new("AT", "AT", "de", 6, [],
            ["Anna", "Maximilian", "Valentina", "Tobias", "Magdalena", "Florian"], ["Gruber", "Huber", "Steiner", "Moser", "Egger", "Wallner"],
            ["Hauptplatz #", "Wiener Gasse #", "Am Anger #"], [("1010", "Wien"), ("8010", "Graz"), ("5020", "Salzburg")]),
    ];

    /// <summary>The n-th telephone of the place, from 0; null when its numbers are used up.</summary>
    public string? Phone(int nth) => nth / InBlock < Phones.Length
        ? Phones[nth / InBlock] + (nth % InBlock).ToString("D2", CultureInfo.InvariantCulture)
        : null;
}
