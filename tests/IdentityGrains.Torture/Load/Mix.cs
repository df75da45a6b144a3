namespace IdentityGrains.Torture.Load;

/// <summary>How much is asked, of whom and how. All of it follows from the seed.</summary>
internal sealed record Mix
{
    /// <summary>Calls that begin each second, whatever became of those before.</summary>
    public required int Rate { get; init; }

    /// <summary>Customers. Default: 2,000.</summary>
    public int Customers { get; init; } = 2_000;

    /// <summary>How many of them have a number at the shop, by which the platform may be told of them; it must divide their count. Default: 0.</summary>
    public int Numbered { get; init; }

    /// <summary>How much some are asked for more than others: the exponent of Zipf's law. Default: 1.1.</summary>
    public double Skew { get; init; } = 1.1;

    /// <summary>The part of calls that assert fields. Default: 0.6.</summary>
    public double Updates { get; init; } = 0.6;

    /// <summary>The part that grants or withdraws a consent; the rest reads. Default: 0.12.</summary>
    public double Consents { get; init; } = 0.12;

    /// <summary>
    /// True for a run about deliveries: fields of every platform change, both purposes are granted and withdrawn in turn, and whoever withdraws asks until he
    /// hears since when it is fenced. Default: false.
    /// </summary>
    public bool ForPlatforms { get; init; }

    /// <summary>The part of acts that is asked again under the same operation id at another door. Default: 0.2.</summary>
    public double Repeated { get; init; } = 0.2;

    /// <summary>After this an answer is not waited for any more. Default: 6 seconds.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Calls under way at most; what would begin beyond that is counted and left out. Default: 3,000.</summary>
    public int MostUnderWay { get; init; } = 3_000;

    /// <summary>How often a customer who was turned away is tried again each second, all customers together. Default: 200.</summary>
    public int TriesAgain { get; init; } = 200;
}
