namespace IdentityGrains.Benchmarks.Measuring;

/// <summary>What was seen while so many callers did one thing again and again for some seconds.</summary>
/// <param name="Callers">How many called at once, each waiting for its answer before it called again.</param>
/// <param name="Count">How often it was done.</param>
/// <param name="Seconds">From the first call to the last answer.</param>
/// <param name="P50">Half of the calls were answered within, in milliseconds.</param>
/// <param name="P99">99 of 100 were, in milliseconds.</param>
/// <param name="Allocated">Bytes that the callers' process allocated.</param>
/// <param name="Again">How often callers were told to ask again, and did.</param>
internal sealed record Block(int Callers, long Count, double Seconds, double P50, double P99, long Allocated, long Again)
{
    /// <summary>How often per second.</summary>
    public double Rate => Count / Seconds;
}
