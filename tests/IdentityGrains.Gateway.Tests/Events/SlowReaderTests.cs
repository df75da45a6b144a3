using System.Net;
using System.Net.Sockets;
using System.Text;
using IdentityGrains.Gateway.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Events;

/// <summary>What waits for a reader waits in the store: one who takes nothing costs a page of memory, for a few seconds.</summary>
public sealed class SlowReaderTests
{
    // What two kernels hold between two sockets of one machine at the very most, in pages.
    private const int PagesUnderway = 64;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_who_takes_nothing_is_cut_off_and_nothing_more_is_asked_for_him()
    {
        var (events, over) = (new EndlessEvents(), new TaskCompletionSource());
        await using var server = await Serve(events, over);
        using var reader = new TcpClient();
        await reader.ConnectAsync(AddressOf(server), Ct);
        await reader.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), Ct);

        await over.Task.WaitAsync(EventStream.WritePatience * 3, Ct);
        var asked = events.Asked;

        Assert.InRange(asked, 1, PagesUnderway);
        Assert.False(await Ends(reader), "The stream ended as if it were whole.");
        Assert.Equal(asked, events.Asked);
    }

    private static async Task<WebApplication> Serve(EndlessEvents events, TaskCompletionSource over)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Run(async http =>
        {
            await new EventStream(http, events, Guid.NewGuid(), TimeProvider.System).Run(EndlessEvents.Page, http.RequestAborted);
            over.TrySetResult();
        });
        await server.StartAsync(Ct);
        return server;
    }

    private static IPEndPoint AddressOf(WebApplication server) =>
        IPEndPoint.Parse(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Split("//")[1]);

    // True when the last chunk came, by which a whole answer ends.
    private static async Task<bool> Ends(TcpClient reader)
    {
        var (buffer, tail) = (new byte[1 << 16], "");
        try
        {
            int read;
            while ((read = await reader.GetStream().ReadAsync(buffer, Ct)) > 0)
            {
                tail = (tail + Encoding.ASCII.GetString(buffer, 0, read))[^Math.Min(read, 16)..];
            }
        }
        catch (IOException)
        {
            return false;
        }

        return tail.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
    }
}
