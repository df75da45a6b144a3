using Microsoft.AspNetCore.Http;

namespace IdentityGrains.Simulators.Doors;

/// <summary>Raw bodies.</summary>
internal static class Body
{
    /// <summary>The whole body, or null when it is longer than permitted.</summary>
    public static async Task<byte[]?> Read(HttpContext context, int max)
    {
        if (context.Request.ContentLength > max)
        {
            return null;
        }

        using var body = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (body.Length + read > max)
            {
                return null;
            }

            body.Write(chunk, 0, read);
        }

        return body.ToArray();
    }
}
