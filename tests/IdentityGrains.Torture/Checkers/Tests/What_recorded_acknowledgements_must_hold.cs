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

    [Fact]
    public void What_was_written_down_for_the_attempt_before_is_not_held_against_one_that_was_turned_away() => Passes(
        Crm, [Seen(Crm, 1.1, null)],
        Started(1, "a"), Answered(1.15, "a", AckLevel.Applied), Started(1.2, "b"), Answered(1.3, "b", AckLevel.Planned));

    [Fact]
    public void Nor_what_was_written_down_for_the_attempt_after() => Passes(
        Crm, [Seen(Crm, 1.4, null)],
        Started(1, "a"), Answered(1.3, "a", AckLevel.Planned), Started(1.35, "b"), Answered(1.5, "b", AckLevel.Applied));

    [Fact]
    public void Nor_what_another_host_told_while_the_one_that_never_sent_stood_still() => Passes(
        Crm, [Seen(Crm, 7, null)],
        Started(1, "a"), Started(6.9, "b"), Answered(7.2, "b", AckLevel.Applied), Answered(8, "a", AckLevel.Planned));

    [Fact]
    public void Nor_what_came_late_of_an_attempt_of_which_nobody_knows() => Passes(
        Crm, [Seen(Crm, 5, null)],
        Started(1, "a"), Answered(4, "a", AckLevel.Sent, "indeterminate"), Started(4.9, "b"), Answered(5.2, "b", AckLevel.Planned));

    [Fact]
    public void One_attempt_accounts_for_one_copy_and_not_for_two() => Fails(
        "the platform wrote it down", Crm, [Seen(Crm, 1.1, null), Seen(Crm, 1.25, null)],
        Started(1, "a"), Answered(1.15, "a", AckLevel.Applied), Started(1.2, "b"), Answered(1.3, "b", AckLevel.Planned));

    [Fact]
    public void What_was_written_down_twice_for_one_attempt_is_found() => Fails(
        "the platform wrote it down", Crm, [Seen(Crm, 1, null), Seen(Crm, 3, null)], Started(1, "a"), Answered(4, "a", AckLevel.Applied));

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

    private static ToldCopy Seen(string platform, double second, string? delivery) =>
        new(platform, Ana, Noon.AddSeconds(second), Noon.AddSeconds(second + 0.1), 200, new Dictionary<string, ToldValue>())
        {
            DeliveryId = delivery, Applied = true,
        };

    private static DisclosureEvent.AttemptStarted Started(double second, string id) => new(Noon.AddSeconds(second), id, 1, "shop@1", "Shop", []);

    private static DisclosureEvent.AttemptAnswered Answered(double second, string id, AckLevel level, string word = "word") =>
        new(Noon.AddSeconds(second), id, 1, [word], level);

    private static DisclosureEvent.DeliveryAcknowledged Confirmed(int second, string id) => new(Noon.AddSeconds(second), id, 1, AckLevel.Confirmed);
}
