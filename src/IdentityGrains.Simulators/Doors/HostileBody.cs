using System.IO.Compression;
using IdentityGrains.Simulators.Faults;
using Microsoft.AspNetCore.Http;

namespace IdentityGrains.Simulators.Doors;

/// <summary>Bodies of answers that are meant to hold a reader, or to fill it.</summary>
internal static class HostileBody
{
    private const long MostBytes = 2L * 1024 * 1024 * 1024;
    private const int Chunk = 64 * 1024;
    private const int Swollen = 64 * 1024 * 1024;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly Lazy<byte[]> Packed = new(Pack);

    /// <summary>True for the faults whose answer has such a body.</summary>
    public static bool Is(FaultKind kind) => kind is FaultKind.SlowAnswer or FaultKind.EndlessAnswer or FaultKind.SwellingAnswer;

    /// <summary>Writes it for as long as somebody reads.</summary>
    public static async Task Write(HttpContext context, FaultKind kind, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = "application/json";
        try
        {
            await (kind switch
            {
                FaultKind.SlowAnswer => Drip(context.Response, over.Token),
                FaultKind.EndlessAnswer => Pour(context.Response, over.Token),
                _ => Swell(context.Response, over.Token),
            });
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The reader had enough.
        }
    }

    private static async Task Drip(HttpResponse response, CancellationToken ct)
    {
        while (true)
        {
            await response.Body.WriteAsync(" "u8.ToArray(), ct);
            await response.Body.FlushAsync(ct);
            await Task.Delay(Second, ct);
        }
    }

    private static async Task Pour(HttpResponse response, CancellationToken ct)
    {
        var spaces = new byte[Chunk];
        Array.Fill(spaces, (byte)' ');
        for (var written = 0L; written < MostBytes; written += Chunk)
        {
            await response.Body.WriteAsync(spaces, ct);
        }
    }

    private static async Task Swell(HttpResponse response, CancellationToken ct)
    {
        response.Headers.ContentEncoding = "gzip";
        await response.Body.WriteAsync(Packed.Value, ct);
    }

    private static byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(new byte[Swollen]);
        }

        return packed.ToArray();
    }
}
