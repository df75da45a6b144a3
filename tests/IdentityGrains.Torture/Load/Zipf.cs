namespace IdentityGrains.Torture.Load;

/// <summary>Numbers from 0 on, of which the k-th comes up as often as k to the power of minus the skew.</summary>
internal sealed class Zipf
{
    private readonly double[] _cumulated;

    public Zipf(int count, double skew)
    {
        _cumulated = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            _cumulated[i] = sum += Math.Pow(i + 1, -skew);
        }
    }

    public int Next(Random random)
    {
        var found = Array.BinarySearch(_cumulated, random.NextDouble() * _cumulated[^1]);
        return Math.Min(found < 0 ? ~found : found, _cumulated.Length - 1);
    }
}
