using IdentityGrains.Connectors;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Delivery.Pace;
using Microsoft.Extensions.Time.Testing;

namespace IdentityGrains.Grains.Tests.Delivery.Pace;

public class PlatformLeaveTests
{
    private static readonly SendResult Busy = new SendResult.Retry("http_503", null);
    private static readonly SendResult Unknown = new SendResult.Indeterminate("reset");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Leave_that_was_granted_whole_and_is_used_up_is_asked_for_again_at_once()
    {
        var pace = new Generous(most: 5);
        var leave = new PlatformLeave(pace, _time);
        for (var request = 1; request <= 3; request++)
        {
            await leave.Ask(0, 1);
            Assert.True(leave.Take(urgent: false), $"request {request} had to wait");
        }

        Assert.Equal(3, pace.Asked);
    }

    [Fact]
    public async Task Where_less_was_granted_than_wanted_nobody_asks_before_it_is_over()
    {
        var pace = new Generous(most: 1);
        var leave = new PlatformLeave(pace, _time);
        await leave.Ask(0, 3);
        Assert.True(leave.Take(urgent: false));
        await leave.Ask(0, 2);
        Assert.False(leave.Take(urgent: false));
        Assert.Equal(1, pace.Asked);

        _time.Advance(leave.Wait);
        await leave.Ask(0, 2);
        Assert.True(leave.Take(urgent: false));
        Assert.Equal(2, pace.Asked);
    }

    public static TheoryData<SendResult[], bool> Answers => new()
    {
        { [Busy, Busy], true },
        { [Unknown, Busy], true },
        { [Busy, new SendResult.Acknowledged(AckLevel.Applied)], false },
        { [new SendResult.Retry("http_429", null)], false },
        { [SendResult.Retry.OfRefusedBatch(2), SendResult.Retry.OfRefusedBatch(2)], false },
    };

    /// <summary>A platform that refuses a batch for what is in it works: it must not be left alone for it, or the good ones would wait with the bad.</summary>
    [Theory]
    [MemberData(nameof(Answers))]
    public void Only_a_platform_that_does_not_answer_as_one_that_works_has_failed(SendResult[] results, bool failed)
    {
        var pace = new Generous(most: 1);
        new PlatformLeave(pace, TimeProvider.System).Tell(new SendAnswer([.. results]));

        Assert.Equal(failed ? (0, 1) : (1, 0), (pace.Heard!.Worked, pace.Heard.Failed));
    }

    [Fact]
    public void A_platform_that_counts_readings_is_left_alone_when_it_takes_no_more_of_them()
    {
        var pace = new Generous(most: 1);
        var leave = new PlatformLeave(pace, TimeProvider.System);

        leave.Tell(new ReadAnswer.NotNow("http_503", TimeSpan.FromSeconds(3)));
        leave.Tell(new ReadAnswer.Refused("unreadable"));
        Assert.Null(pace.Heard);

        leave.Tell(new ReadAnswer.NotNow("http_429", TimeSpan.FromSeconds(3)));
        Assert.Equal((TimeSpan.FromSeconds(3), 0, 0), (pace.Heard!.Throttled, pace.Heard.Worked, pace.Heard.Failed));

        leave.Tell(new ReadAnswer.Observed([], new RateReading(7, TimeSpan.FromSeconds(10))));
        Assert.Equal(new PaceReading(7, TimeSpan.FromSeconds(10)), pace.Heard.Reading);
    }

    private sealed class Generous(int most) : IPaceGrain
    {
        public int Asked { get; private set; }

        public PaceNews? Heard { get; private set; }

        public Task<PaceLease> Lease(int urgent, int others)
        {
            Asked++;
            return Task.FromResult(new PaceLease(Math.Min(most, urgent), Math.Min(most, others), PlatformPace.LeaseFor));
        }

        public Task Hear(PaceNews news)
        {
            Heard = news;
            return Task.CompletedTask;
        }
    }
}
