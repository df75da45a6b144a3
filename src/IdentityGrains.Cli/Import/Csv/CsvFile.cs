using System.Runtime.CompilerServices;
using System.Text;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Import.Csv;

/// <summary>Walks a table of comma-separated values without ever holding it whole. A row is named by the line of the file in which it begins.</summary>
internal static class CsvFile
{
    private const int Chunk = 64 * 1024;
    private const string WrongCells = "wrong-cell-count";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Every row that is not empty, in order. What cannot be read is told as such, and the walk goes on.</summary>
    /// <exception cref="InvalidDataException">The header cannot be used.</exception>
    public static async IAsyncEnumerable<ReadLine> Walk(Stream file, [EnumeratorCancellation] CancellationToken ct)
    {
        CsvHeader? header = null;
        await foreach (var (number, record) in Records(file, ct))
        {
            if (record.Cells is [""])
            {
                continue;
            }

            if (header is null)
            {
                header = CsvHeader.Read(record);
                continue;
            }

            yield return LineOf(number, record, header);
        }

        if (header is null)
        {
            throw new InvalidDataException("The table has no header.");
        }
    }

    private static ReadLine LineOf(long number, CsvRecord record, CsvHeader header)
    {
        if (record.Fault is not null || record.Cells.Length != header.Count)
        {
            return new ReadLine(number, null, [new Fault("", record.Fault ?? WrongCells)]);
        }

        return header.LineOf(record.Cells, out var fault) is { } line
            ? LineReader.Read(number, Encoding.UTF8.GetBytes(line.ToJsonString()))
            : new ReadLine(number, null, [fault!]);
    }

    private static async IAsyncEnumerable<(long Number, CsvRecord Record)> Records(Stream file, [EnumeratorCancellation] CancellationToken ct)
    {
        var (buffer, from, to, number) = (new byte[2 * (LineFile.Longest + Chunk)], 0, 0, 1L);
        var (last, skipping) = (false, false);
        while (!last)
        {
            buffer.AsSpan(from, to - from).CopyTo(buffer);
            (from, to) = (0, to - from);
            var read = await file.ReadAtLeastAsync(buffer.AsMemory(to), Chunk, throwOnEndOfStream: false, ct);
            (to, last) = (to + read, read < Chunk);
            from = number == 1 && buffer.AsSpan(0, to).StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
            if (skipping)
            {
                // The rest of a line that is too long is passed over.
                var end = buffer.AsSpan(from, to - from).IndexOf((byte)'\n');
                (from, number, skipping) = end < 0 ? (to, number, true) : (from + end + 1, number + 1, false);
            }

            while (!skipping && from < to && CsvRecord.Take(buffer.AsSpan(from, to - from), last) is { } record)
            {
                yield return (number, record);
                (from, number, skipping) = (from + record.Length, number + record.Lines, record.Lines == 0);
            }
        }
    }
}
