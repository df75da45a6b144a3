using System.Text;

namespace IdentityGrains.Formats.Tests.Signals;

/// <summary>Writes fields of so many bits as base64url text, independently of the reader.</summary>
internal sealed class BitWriter
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly StringBuilder _bits = new();

    public BitWriter Number(long number, int bits)
    {
        _bits.Append(Convert.ToString(number, 2).PadLeft(bits, '0'));
        return this;
    }

    public BitWriter Flag(bool flag) => Number(flag ? 1 : 0, 1);

    public BitWriter Code(string code) => Number(code[0] - 'A', 6).Number(code[1] - 'A', 6);

    public BitWriter Bits(IReadOnlySet<int> ids, int length)
    {
        for (var id = 1; id <= length; id++)
        {
            Flag(ids.Contains(id));
        }

        return this;
    }

    /// <summary>Ids as bits, or each id as an entry, the last one first: their order is the writer's choice.</summary>
    public BitWriter Vendors(IReadOnlySet<int> ids, bool asRanges)
    {
        var largest = ids.Count == 0 ? 0 : ids.Max();
        Number(largest, 16).Flag(asRanges);
        if (!asRanges)
        {
            return Bits(ids, largest);
        }

        Number(ids.Count, 12);
        foreach (var id in ids.OrderDescending())
        {
            Flag(false).Number(id, 16);
        }

        return this;
    }

    /// <summary>The largest Fibonacci number that fits, and then the next: Zeckendorf's sum, the smallest first, and a one.</summary>
    public BitWriter Fibonacci(int number)
    {
        var numbers = new List<int> { 1, 2 };
        while (numbers[^1] < number)
        {
            numbers.Add(numbers[^1] + numbers[^2]);
        }

        var chosen = new HashSet<int>();
        foreach (var candidate in Enumerable.Reverse(numbers).Where(n => n <= number))
        {
            if (candidate <= number - chosen.Sum())
            {
                chosen.Add(candidate);
            }
        }

        foreach (var candidate in numbers.TakeWhile(n => n <= chosen.Max()))
        {
            Flag(chosen.Contains(candidate));
        }

        return Flag(true);
    }

    public override string ToString()
    {
        var padded = _bits.ToString().PadRight((_bits.Length + 5) / 6 * 6, '0');
        return string.Concat(padded.Chunk(6).Select(six => Alphabet[Convert.ToInt32(new string(six), 2)]));
    }
}
