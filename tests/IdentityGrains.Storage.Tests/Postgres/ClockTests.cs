using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace IdentityGrains.Storage.Tests.Postgres;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Told = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();
    private readonly PostgresClock _clock;

    public ClockTests() => _clock = new PostgresClock(_time);

    [Fact]
    public void There_is_no_time_before_the_database_told_it() => Assert.Throws<StoreUnreachableException>(() => _clock.Now);

    [Fact]
    public void It_goes_on_from_what_the_database_said_whatever_the_machines_clock_says()
    {
        Look(took: TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(Told.AddSeconds(3), _clock.Now);
    }

    [Fact]
    public void An_answer_that_took_long_is_taken_for_the_middle_of_its_journey()
    {
        Look(took: TimeSpan.FromSeconds(1));

        Assert.Equal(Told.AddSeconds(0.5), _clock.Now);
    }

    [Fact]
    public void A_worse_look_does_not_replace_a_better_one()
    {
        Look(took: TimeSpan.Zero);
        Look(took: TimeSpan.FromSeconds(1), Told.AddHours(1));

        Assert.Equal(Told.AddSeconds(1), _clock.Now);
    }

    [Fact]
    public void About_what_time_it_is_is_known_however_long_ago_it_was_told_but_not_before()
    {
        Assert.Throws<StoreUnreachableException>(() => _clock.Roughly);
        Look(took: TimeSpan.Zero);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Told.AddHours(1), _clock.Roughly);
    }

    [Fact]
    public void When_nobody_told_the_time_for_too_long_there_is_none()
    {
        Look(took: TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(Told.AddSeconds(100), _clock.Now);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Throws<StoreUnreachableException>(() => _clock.Now);
    }

    [Fact]
    public void An_answer_that_took_too_long_tells_no_time()
    {
        Look(took: TimeSpan.FromSeconds(5));

        Assert.Throws<StoreUnreachableException>(() => _clock.Now);
    }

    private void Look(TimeSpan took, DateTimeOffset? told = null)
    {
        var asked = _clock.Ask();
        _time.Advance(took);
        _clock.Hear(asked, (told ?? Told).ToUnixTimeMilliseconds() * 1000);
    }
}
