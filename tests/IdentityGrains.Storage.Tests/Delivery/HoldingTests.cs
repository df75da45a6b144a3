using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Delivery;

public sealed class HoldingTests
{
    private static readonly FieldName Name = new("given_name");

    private static readonly byte[] Commitment = Enumerable.Repeat((byte)7, 32).ToArray();

    private Holding _holding = Holding.Nothing;

    private HeldField Held => _holding.Field(Name)!;

    [Fact]
    public void An_attempt_without_an_answer_is_seen_beside_what_was_acknowledged()
    {
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Applied);
        Begin("dlv_2", 4);

        Assert.Equal((1, AckLevel.Applied), (Held.Acknowledged!.Version, Held.Acknowledged.Level));
        Assert.Equal((4, AckLevel.Sent), (Held.InFlight!.Version, Held.InFlight.Level));
    }

    [Fact]
    public void An_answer_moves_the_attempt_to_what_is_acknowledged()
    {
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Accepted);

        Assert.Equal(AckLevel.Accepted, Held.Acknowledged!.Level);
        Assert.Null(Held.InFlight);
    }

    [Fact]
    public void A_level_never_falls()
    {
        Begin("dlv_1", 1);
        Call("dlv_1", AckLevel.Confirmed);
        Answer("dlv_1", AckLevel.Accepted);
        Begin("dlv_1", 1);

        Assert.Equal(AckLevel.Confirmed, Held.Acknowledged!.Level);
        Assert.Null(Held.InFlight);
    }

    [Fact]
    public void An_attempt_that_took_no_effect_is_no_longer_in_doubt()
    {
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Applied);
        Begin("dlv_2", 4);
        Answer("dlv_2", AckLevel.Planned);

        Assert.Equal(1, Held.Acknowledged!.Version);
        Assert.Null(Held.InFlight);
    }

    [Fact]
    public void An_attempt_of_unknown_outcome_stays_in_doubt_though_a_later_one_took_no_effect()
    {
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Sent);
        Begin("dlv_2", 4);
        Answer("dlv_2", AckLevel.Planned);

        Assert.Equal("dlv_1", Held.InFlight!.DeliveryId);
        Assert.Null(Held.Acknowledged);
    }

    /// <summary>A delivery is repeated under its id. That one repetition certainly had no effect says nothing of the attempt before.</summary>
    [Fact]
    public void An_attempt_of_unknown_outcome_stays_in_doubt_though_the_same_delivery_later_took_no_effect()
    {
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Sent);
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Planned);
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Planned);

        Assert.Equal("dlv_1", Held.InFlight!.DeliveryId);
        Assert.True(_holding.HoldsOther(Name, null));
    }

    [Fact]
    public void An_acknowledgement_settles_every_attempt_of_its_delivery()
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Begin("dlv_1", 1);
            Answer("dlv_1", AckLevel.Sent);
            Assert.InRange(Held.Unanswered.Length, 1, 2);
        }

        Answer("dlv_1", AckLevel.Applied);

        Assert.Null(Held.InFlight);
        Assert.Equal(AckLevel.Applied, Held.Acknowledged!.Level);
    }

    [Fact]
    public void A_late_acknowledgement_of_an_older_delivery_does_not_touch_a_newer_one()
    {
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Accepted);
        Begin("dlv_2", 4);
        Answer("dlv_2", AckLevel.Accepted);
        Call("dlv_1", AckLevel.Confirmed);

        Assert.Equal(("dlv_2", AckLevel.Accepted), (Held.Acknowledged!.DeliveryId, Held.Acknowledged.Level));
    }

    [Fact]
    public void Only_the_fields_of_the_attempt_are_raised()
    {
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Accepted);
        _holding = _holding.After(new DisclosureEvent.AttemptStarted(
            Author.Start, "dlv_2", 2, "shop@1", "Shop Ltd", [new DisclosedField(new FieldName("city"), "city", null, 2, null)]));
        Answer("dlv_2", AckLevel.Confirmed);

        Assert.Equal(AckLevel.Accepted, Held.Acknowledged!.Level);
        Assert.True(_holding.Field(new FieldName("city"))!.Acknowledged!.Cleared);
    }

    [Fact]
    public void What_the_platform_refused_is_known_until_it_is_told_again()
    {
        Begin("dlv_1", 3);
        Refuse("dlv_1", 3);
        Assert.Equal(new RefusedValue("name.given", 3), Held.Refused);
        Assert.Null(Held.InFlight);

        Begin("dlv_2", 4);
        Assert.Null(Held.Refused);
    }

    [Fact]
    public void It_reads_back_as_it_was_written()
    {
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Accepted);
        Begin("dlv_2", 4);
        Refuse("dlv_2", 4);

        Assert.Equal(_holding.Write(), Holding.Read(_holding.Write()).Write());
    }

    [Fact]
    public void With_its_record_everything_goes_that_was_told_before_and_whatever_is_told_makes_it_anew()
    {
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Applied);
        Assert.False(_holding.IsEmptied(null));
        End("dlv_2");
        Assert.NotNull(_holding.Field(Name));

        Answer("dlv_2", AckLevel.Accepted);
        Assert.Equal([RecordField.Whole], _holding.Fields.Keys);
        Call("dlv_2", AckLevel.Confirmed);
        Assert.Equal(AckLevel.Confirmed, _holding.Field(RecordField.Whole)!.Acknowledged!.Level);
        Assert.Equal(_holding.Write(), Holding.Read(_holding.Write()).Write());

        Begin("dlv_3", 9);
        Assert.Equal([Name], _holding.Fields.Keys);
    }

    [Fact]
    public void An_end_that_took_no_effect_leaves_what_was_told()
    {
        Begin("dlv_1", 1);
        Answer("dlv_1", AckLevel.Applied);
        End("dlv_2");
        Answer("dlv_2", AckLevel.Planned);

        Assert.NotNull(Held.Acknowledged);
        Assert.Null(_holding.Field(RecordField.Whole)!.InFlight);
    }

    private void End(string delivery) => _holding = _holding.After(new DisclosureEvent.AttemptStarted(
        Author.Start, delivery, 2, "shop@1", "Shop Ltd", [new DisclosedField(RecordField.Whole, "deactivate", null, 0, null)]));

    private void Begin(string delivery, long version) => _holding = _holding.After(new DisclosureEvent.AttemptStarted(
        Author.Start, delivery, version, "shop@1", "Shop Ltd", [new DisclosedField(Name, "name.given", new PurposeName("service"), version, Commitment)]));

    private void Refuse(string delivery, long version) => _holding = _holding.After(
        new DisclosureEvent.AttemptAnswered(Author.Start, delivery, version, ["rejected", "invalid_field"], AckLevel.Planned)
        {
            Refused = [new DisclosedField(Name, "name.given", new PurposeName("service"), version, Commitment)],
        });

    private void Answer(string delivery, AckLevel level) =>
        _holding = _holding.After(new DisclosureEvent.AttemptAnswered(Author.Start, delivery, 1, ["acknowledged"], level));

    private void Call(string delivery, AckLevel level) => _holding = _holding.After(new DisclosureEvent.DeliveryAcknowledged(Author.Start, delivery, 1, level));
}
