using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace IdentityGrains.Cli.Import;

/// <summary>Walks a file of lines without ever holding it whole.</summary>
internal static class LineFile
{
    /// <summary>The longest line, in bytes: what the gateway takes as one body, and room for the members around it.</summary>
    public const int Longest = 128 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Every line that is not empty, in order. What cannot be read is told as such, and the walk goes on.</summary>
    public static async IAsyncEnumerable<ReadLine> Walk(Stream file, [EnumeratorCancellation] CancellationToken ct)
    {
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var (number, skipping) = (0L, false);
        while (true)
        {
            var result = await pipe.ReadAsync(ct);
            var buffer = result.Buffer;
            while (Next(ref buffer, result.IsCompleted) is { } bytes)
            {
                number++;
                if (skipping)
                {
                    skipping = false;
                    yield return TooLong(number);
                }
                else if (Trimmed(bytes, number) is { Length: > 0 } line)
                {
                    yield return line.Length > Longest ? TooLong(number) : LineReader.Read(number, line);
                }
            }

            if (buffer.Length > Longest)
            {
                // The rest of a line that is too long is passed over, or one line could fill the memory.
                skipping = true;
                buffer = buffer.Slice(buffer.End);
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        if (skipping)
        {
            yield return TooLong(number + 1);
        }

        await pipe.CompleteAsync();
    }

    private static ReadOnlyMemory<byte>? Next(ref ReadOnlySequence<byte> buffer, bool last)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end).ToArray();
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }

        if (!last || buffer.IsEmpty)
        {
            return null;
        }

        var rest = buffer.ToArray();
        buffer = buffer.Slice(buffer.End);
        return rest;
    }

    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> line, long number)
    {
        var marked = number == 1 && line.Span.StartsWith(ByteOrderMark);
        return (marked ? line[ByteOrderMark.Length..] : line).Trim(" \t\r"u8);
    }

    private static ReadLine TooLong(long number) => new(number, null, [new("", "payload-too-large")]);
}
