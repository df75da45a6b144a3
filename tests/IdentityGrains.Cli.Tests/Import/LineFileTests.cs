using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Tests.Given;

namespace IdentityGrains.Cli.Tests.Import;

public class LineFileTests
{
    [Fact]
    public async Task Empty_lines_are_passed_over_and_keep_their_numbers()
    {
        var read = await Read("\n" + Files.Line("crm", "a") + "\r\n  \n" + Files.Line("crm", "b"));

        Assert.Equal([(2L, "a"), (4L, "b")], read.Select(r => (r.Number, r.Line!.Own.Key)));
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_first_line() => Assert.NotNull(Assert.Single(await Read("\uFEFF" + Files.Line("crm", "a"))).Line);

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_and_the_next_is_read()
    {
        var read = await Read(new string('x', 3 * LineFile.Longest) + "\n" + Files.Line("crm", "b"));

        Assert.Equal("payload-too-large", Assert.Single(read[0].Faults).Code);
        Assert.Equal((2L, "b"), (read[1].Number, read[1].Line!.Own.Key));
    }

    [Fact]
    public async Task A_last_line_that_is_too_long_is_refused_too()
    {
        var read = await Read(Files.Line("crm", "a") + "\n" + new string('x', 3 * LineFile.Longest));

        Assert.Equal([1L, 2L], read.Select(r => r.Number));
        Assert.Null(read[1].Line);
    }

    [Fact]
    public async Task A_line_that_arrives_in_pieces_is_one_line()
    {
        using var pieces = new Piecemeal(Encoding.UTF8.GetBytes(Files.Line("crm", "Kä") + "\n" + Files.Line("crm", "b")));

        var read = await Files.Read(pieces);

        Assert.Equal([null, "b"], read.Select(r => r.Line?.Own.Key));
    }

    private static Task<List<ReadLine>> Read(string text) => Files.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    // Gives one byte at a time.
    private sealed class Piecemeal(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
