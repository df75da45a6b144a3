using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Torture.Checkers.Deliveries;

namespace IdentityGrains.Torture.Checkers.Tests;

/// <summary>Logs of our own and of platforms, made by hand: instants are seconds.</summary>
public class What_recorded_acknowledgements_must_hold
{
    private const string Shop = "commerce";
    private const string Crm = "crm";
    private const string Ana = "N-1";
    private static readonly DateTimeOffset Noon = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Proof> Proofs = new()
    {
        [Shop] = new Proof(AckLevel.Accepted, CallsBack: true), [Crm] = new Proof(AckLevel.Applied, CallsBack: false),
    };

    [Fact]
    public void A_sound_log_passes()
    {
        Passes(Shop, [Seen(Shop, 1, "a")], Started(1, "a"), Answered(2, "a", AckLevel.Accepted), Confirmed(3, "a"));
        Passes(Shop, [Seen(Shop, 1, "a") with { Status = 503, Applied = false }, Seen(Shop, 5, "a")],
            Started(1, "a"), Answered(2, "a", AckLevel.Sent), Started(5, "a"), Confirmed(6, "a"), Answered(7, "a", AckLevel.Accepted));
        Passes(Crm, [Seen(Crm, 1, null)], Started(1, "a"), Answered(2, "a", AckLevel.Applied), Confirmed(5, "a"));
        Passes(Crm, [], Started(1, "a"), Answered(2, "a", AckLevel.Planned));
    }

    [Fact]
    public void An_answer_without_a_request_is_found() =>
        Fails("the platform took no such request", Crm, [], Started(1, "a"), Answered(2, "a", AckLevel.Applied));

    [Fact]
    public void An_answer_to_a_request_that_was_turned_away_is_found() =>
        Fails("took no such request", Shop, [Seen(Shop, 1, "a") with { Status = 503 }], Started(1, "a"), Answered(2, "a", AckLevel.Accepted));

    [Fact]
    public void An_answer_to_another_delivery_is_found() =>
        Fails("took no such request", Shop, [Seen(Shop, 1, "b")], Started(1, "a"), Answered(2, "a", AckLevel.Accepted));

    [Fact]
    public void More_answers_than_attempts_are_found() => Fails(
        "more often than it was tried", Shop, [Seen(Shop, 1, "a")], Started(1, "a"), Answered(2, "a", AckLevel.Accepted), Answered(3, "a", AckLevel.Accepted));

    [Fact]
    public void An_answer_above_the_ceiling_is_found() =>
        Fails("proves no more than Accepted", Shop, [Seen(Shop, 1, "a")], Started(1, "a"), Answered(2, "a", AckLevel.Applied));

    [Fact]
    public void A_callback_that_the_platform_cannot_have_sent_is_found() => Fails(
        "never applied it", Shop, [Seen(Shop, 1, "a") with { Status = 503, Applied = false }],
        Started(1, "a"), Answered(2, "a", AckLevel.Sent), Confirmed(3, "a"));

    [Fact]
    public void A_callback_for_what_was_never_tried_is_found() => Fails("never tried", Shop, [Seen(Shop, 1, "a")], Started(1, "a"), Confirmed(3, "b"));

    [Fact]
    public void A_callback_for_what_another_took_the_place_of_is_found() => Fails(
        "taken its place", Shop, [Seen(Shop, 1, "a"), Seen(Shop, 5, "b")],
        Started(1, "a"), Answered(2, "a", AckLevel.Accepted), Started(5, "b"), Confirmed(6, "a"));

    [Fact]
    public void A_callback_that_is_recorded_twice_is_found() =>
        Fails("acknowledged twice", Shop, [Seen(Shop, 1, "a")], Started(1, "a"), Confirmed(3, "a"), Confirmed(4, "a"));

    [Fact]
    public void A_confirmation_that_nobody_looked_for_is_found() =>
        Fails("nobody had looked", Crm, [Seen(Crm, 1, null)], Started(1, "a"), Answered(2, "a", AckLevel.Applied), Confirmed(3, "a"));

    [Fact]
    public void Certainly_without_effect_of_what_was_written_down_is_found() =>
        Fails("the platform wrote it down", Crm, [Seen(Crm, 1, null)], Started(1, "a"), Answered(4, "a", AckLevel.Planned));

    private static void Passes(string platform, ToldCopy[] copies, params DisclosureEvent[] log) => Assert.Empty(Found(platform, copies, log));

    private static void Fails(string because, string platform, ToldCopy[] copies, params DisclosureEvent[] log) =>
        Assert.Contains(Found(platform, copies, log), v => v.What.Contains(because, StringComparison.Ordinal));

    // Somebody looked at the CRM at 4.
    private static IReadOnlyList<Violation> Found(string platform, ToldCopy[] copies, DisclosureEvent[] log)
    {
        var records = new AckRecords(Proofs, copies, [new LookedAt(Crm, Ana, Noon.AddSeconds(4), Noon.AddSeconds(4.1), 200)]);
        records.Follow(platform, Ana, log);
        return records.Violations;
    }

    private static ToldCopy Seen(string platform, int second, string? delivery) =>
        new(platform, Ana, Noon.AddSeconds(second), Noon.AddSeconds(second + 0.1), 200, new Dictionary<string, ToldValue>())
        {
            DeliveryId = delivery, Applied = true,
        };

    private static DisclosureEvent.AttemptStarted Started(int second, string id) => new(Noon.AddSeconds(second), id, 1, "shop@1", "Shop", []);

    private static DisclosureEvent.AttemptAnswered Answered(int second, string id, AckLevel level) => new(Noon.AddSeconds(second), id, 1, ["word"], level);

    private static DisclosureEvent.DeliveryAcknowledged Confirmed(int second, string id) => new(Noon.AddSeconds(second), id, 1, AckLevel.Confirmed);
}
