using IdentityGrains.Connectors;
using IdentityGrains.Grains.Exceptions;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Delivery.Pace;

/// <summary>One platform's limiter. It remembers in memory only: a new one begins with nothing to give and fills up at the platform's rate.</summary>
[GrainType("pace")]
internal sealed partial class PaceGrain : Grain, IPaceGrain
{
    private const string Refuses = "refuses_us";

    // Whether somebody said meanwhile that a platform is back: looked at more often than a hold lasts, so that one that is gone is not asked in between.
    private static readonly TimeSpan LookForBack = TimeSpan.FromMinutes(1);

    private readonly IStoreClock _clock;
    private readonly ILogger _logger;
    private readonly PlatformName _platform;
    private readonly PlatformPace _pace;
    private readonly PlatformExceptions _exceptions;

    private readonly GoneCount _gone = new();

    // A new one does not know, so it looks once.
    private bool _refused = true;
    private bool _disabled;

    /// <summary>Begins with nothing to give.</summary>
    public PaceGrain(IGrainContext context, InstalledPlatforms platforms, PlatformExceptions exceptions, IStoreClock clock, ILogger<PaceGrain> logger)
    {
        (_exceptions, _clock, _logger) = (exceptions, clock, logger);
        _platform = new PlatformName(context.GrainId.Key.ToString()!);
        _pace = new PlatformPace(platforms.Find(_platform)?.Connector.Capabilities.Rate);
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await LookIfGone(cancellationToken);
        this.RegisterGrainTimer(LookIfGone, new GrainTimerCreationOptions(LookForBack, LookForBack));
    }

    /// <inheritdoc/>
    public Task<PaceLease> Lease(int urgent, int others) => Task.FromResult(_pace.Lease(urgent, others, _clock.Now));

    /// <inheritdoc/>
    public async Task Hear(PaceNews news)
    {
        var now = _clock.Now;
        var wasHeld = _pace.IsHeld;
        _pace.Hear(news, now);
        if (news.Gone && _gone.Says(now) && !_disabled)
        {
            PlatformGone(_logger, _platform);
            _disabled = true;
            _pace.Hold(now);
            await _exceptions.Gone(_platform, SendResult.Hold.Gone, CancellationToken.None);
        }

        if (!wasHeld && _pace.IsHeld)
        {
            PlatformHeld(_logger, _platform);
            _refused = true;
            await _exceptions.Held(_platform, Refuses, CancellationToken.None);
        }
        else if (_refused && news.Worked > 0)
        {
            await _exceptions.Takes(_platform, CancellationToken.None);
            _refused = false;
        }
    }

    // It stands in the store, so that whoever comes after this one does not ask either; and its deliveries stay where they are.
    private async Task LookIfGone(CancellationToken ct)
    {
        if (_disabled = await _exceptions.IsGone(_platform, ct))
        {
            _pace.Hold(_clock.Now);
        }
    }

    [LoggerMessage(2305, LogLevel.Error, "Platform {Platform} says again and again that it is gone; it is not asked until its exception is resolved")]
    private static partial void PlatformGone(ILogger logger, PlatformName platform);

    [LoggerMessage(2304, LogLevel.Error, "Platform {Platform} refuses us; it is left alone for a while")]
    private static partial void PlatformHeld(ILogger logger, PlatformName platform);
}
