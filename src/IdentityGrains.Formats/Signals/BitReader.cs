using System.Buffers;

namespace IdentityGrains.Formats.Signals;

/// <summary>
/// Fields of so many bits in base64url text, six bits a character, the highest first. Once anything is amiss it stays failed and reads zeros:
/// who reads a sequence of fields asks once, at the end.
/// </summary>
internal sealed class BitReader
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const int BitsOfCharacter = 6;
    private const int Letters = 26;

    /// <summary>Larger numbers in Fibonacci coding are refused; no list of ids goes so far.</summary>
    private const int MostFibonacci = 65_535;

    private static readonly SearchValues<char> Known = SearchValues.Create(Alphabet);

    private readonly string _text;
    private int _position;

    public BitReader(string text)
    {
        _text = text;
        Failed = text.Length == 0 || text.AsSpan().ContainsAnyExcept(Known);
    }

    /// <summary>True once something was not as the format says.</summary>
    public bool Failed { get; private set; }

    /// <summary>How many bits are there still.</summary>
    public int Left => Failed ? 0 : _text.Length * BitsOfCharacter - _position;

    /// <summary>True when all went well and nothing but zeros is left: encoders fill up to whole characters, whole bytes, or more.</summary>
    public bool EndsWell()
    {
        while (Left > 0)
        {
            if (Flag())
            {
                Fail();
            }
        }

        return !Failed;
    }

    /// <summary>The content contradicts itself.</summary>
    public void Fail() => Failed = true;

    /// <summary>One bit.</summary>
    public bool Flag() => Number(1) != 0;

    /// <summary>A number of at most 31 bits.</summary>
    public int Int(int bits) => (int)Number(bits);

    /// <summary>A number of at most 63 bits.</summary>
    public long Number(int bits)
    {
        if (Left < bits)
        {
            Fail();
            return 0;
        }

        var number = 0L;
        for (var end = _position + bits; _position < end; _position++)
        {
            var six = Alphabet.IndexOf(_text[_position / BitsOfCharacter], StringComparison.Ordinal);
            number = (number << 1) | (long)((six >> (BitsOfCharacter - 1 - _position % BitsOfCharacter)) & 1);
        }

        return number;
    }

    /// <summary>Two letters, such as a language or a country, six bits each.</summary>
    public string Code()
    {
        var (first, second) = (Int(BitsOfCharacter), Int(BitsOfCharacter));
        if (first >= Letters || second >= Letters)
        {
            Fail();
        }

        return Failed ? string.Empty : $"{(char)('A' + first)}{(char)('A' + second)}";
    }

    /// <summary>A positive number as a sum of Fibonacci's, the smallest first, that ends with two ones.</summary>
    public int Fibonacci()
    {
        var (sum, wasSet) = (0, false);
        for (var (number, next) = (1, 2); sum <= MostFibonacci && number <= 2 * MostFibonacci; (number, next) = (next, number + next))
        {
            var isSet = Flag();
            if (isSet && wasSet)
            {
                return Failed ? 0 : sum;
            }

            sum += isSet ? number : 0;
            wasSet = isSet;
        }

        Fail();
        return 0;
    }
}
