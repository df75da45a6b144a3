using System.Buffers;

namespace IdentityGrains.Connectors.Outbound;

/// <summary>Reads an answer's body, and no more of it than its limit.</summary>
internal static class AnswerBody
{
    private const int Chunk = 16 * 1024;

    /// <summary>The whole body; null when it is longer, or says that it is.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Read(HttpContent content, int most, CancellationToken ct)
    {
        if (content.Headers.ContentLength > most)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(ct);
        var body = new ArrayBufferWriter<byte>(Chunk);
        while (true)
        {
            var read = await stream.ReadAsync(body.GetMemory(Chunk), ct);
            if (read == 0)
            {
                return body.WrittenMemory;
            }

            body.Advance(read);
            if (body.WrittenCount > most)
            {
                return null;
            }
        }
    }
}
