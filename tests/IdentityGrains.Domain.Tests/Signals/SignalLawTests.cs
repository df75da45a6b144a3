using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Signals;
using static IdentityGrains.Domain.Tests.Case;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Signals;

/// <summary>An opt-out by signal is easy; taking it back is the customer's own.</summary>
public class SignalLawTests
{
    private static readonly ReceiveSignal OptOut = Ask.Signal(SignalKind.Gpc, "1", 90);

    private static readonly Guard Unsignalled = new("!subject.gpc", new GuardExpression.Not(new GuardExpression.Variable(GuardVariable.Gpc)));

    private static readonly Case Californian = Known.After(Ask.Fields(("residence", "US-CA"), ("born", "1990-01-01")));

    [Theory]
    [InlineData("kiosk")]
    [InlineData("acme")]
    [InlineData("cdp")]
    [InlineData("self")]
    public void An_opt_out_needs_no_proof_and_counts_at_once_from_whomever_it_comes(string by)
    {
        Assert.Null(Why(Californian, Ads));
        Assert.Equal(NotPermitted.Gpc, Why(Californian.After(OptOut, by), Ads));
    }

    [Fact]
    public void It_is_as_urgent_as_a_withdrawal_and_raises_the_fence()
    {
        var heard = Californian.When(OptOut);
        var effects = Effects.Of(Californian.Customer, heard.Accepted().Customer, heard.Events, Californian.Policy, Given.Day(100));
        Assert.Equal((true, Lane.Withdrawal, "signal.received"), (effects.Narrows, effects.Lane, string.Join(' ', effects.Changed)));
    }

    [Fact]
    public void It_stays_against_a_later_opt_in_the_stricter_holds_until_she_resolves_it()
    {
        var optedIn = Californian.After(OptOut).After(Ask.Grant(Ads, day: 95), by: "self", signedIn: true);
        Assert.Equal(Stance.Granted, optedIn.Customer.Consents[Ads].Stance);
        Assert.Equal(NotPermitted.Gpc, Why(optedIn, Ads));
    }

    [Theory]
    [InlineData("self", true, 95, false)]
    [InlineData("self", false, 95, true)]
    [InlineData("crm", true, 95, true)]
    [InlineData("self", true, 85, true)]
    public void It_is_taken_back_by_her_own_later_signal_and_by_nothing_else(string by, bool signedIn, double day, bool stays) =>
        Assert.Equal(stays, Californian.After(OptOut, by: "self").After(Ask.Signal(SignalKind.Gpc, "0", day), by, signedIn).Customer.Gpc);

    [Fact]
    public void Once_taken_back_the_consent_counts_again_and_so_does_the_next_signal()
    {
        var back = Californian.After(OptOut).After(Ask.Signal(SignalKind.Gpc, "0", 95), by: "self", signedIn: true);
        Assert.Null(Why(back, Ads));
        Assert.Equal(NotPermitted.Gpc, Why(back.After(Ask.Signal(SignalKind.Gpc, "1", 96)), Ads));
    }

    [Fact]
    public void Of_two_signals_of_one_instant_the_stricter_holds() =>
        Assert.True(Californian.After(Ask.Signal(SignalKind.Gpc, "1", 90))
            .After(Ask.Signal(SignalKind.Gpc, "0", 90), by: "self", signedIn: true).Customer.Gpc);

    [Fact]
    public void A_signal_that_is_dated_ahead_counts_from_now_and_not_for_ever()
    {
        var ahead = Californian.After(Ask.Signal(SignalKind.Gpc, "1", 5_000));
        Assert.True(ahead.Customer.Gpc);
        Assert.Equal(Given.Day(100) + ahead.Policy.Defaults.ClockSkewTolerance, Assert.Single(ahead.Customer.Signals).ObservedAt);
        Assert.False(ahead.On(102).After(Ask.Signal(SignalKind.Gpc, "0", 101), by: "self", signedIn: true).Customer.Gpc);
    }

    [Theory]
    [InlineData(SignalKind.Tcf, "CPXxRfA")]
    [InlineData(SignalKind.Gpp, "DBAA~x")]
    public void Consent_strings_are_kept_word_for_word_with_what_they_say(SignalKind kind, string text)
    {
        var heard = Californian.After(Ask.Signal(kind, text));
        var signal = Assert.Single(heard.Customer.Signals);
        Assert.Equal((kind, text, "something"), (signal.Kind, signal.Text, Assert.Single(signal.Parts).Text));
        Assert.Equal((false, Californian.Customer.Consents), (heard.Customer.Gpc, heard.Customer.Consents));
    }

    [Fact]
    public void A_platform_string_that_holds_the_opt_out_is_one()
    {
        var optedOut = Californian.After(Ask.Signal(SignalKind.Gpp, "DBAA+gpc", 90));
        Assert.Equal(NotPermitted.Gpc, Why(optedOut, Ads));
        Assert.True(optedOut.After(Ask.Signal(SignalKind.Gpp, "DBAA", 95), by: "self", signedIn: true).Customer.Gpc);
        Assert.False(optedOut.After(Ask.Signal(SignalKind.Gpp, "DBAA-gpc", 95), by: "self", signedIn: true).Customer.Gpc);
    }

    [Fact]
    public void Of_each_kind_the_latest_is_kept_in_whatever_order_they_come()
    {
        var heard = Californian.After(Ask.Signal(SignalKind.Tcf, "later", 60)).After(Ask.Signal(SignalKind.Tcf, "earlier", 55)).After(OptOut);
        Assert.Equal([(SignalKind.Gpc, "1"), (SignalKind.Tcf, "later")], heard.Customer.Signals.Select(s => (s.Kind, s.Text)));
    }

    [Theory]
    [InlineData(SignalKind.Gpc, "")]
    [InlineData(SignalKind.Gpc, "2")]
    [InlineData(SignalKind.Tcf, "?")]
    [InlineData(SignalKind.Gpp, "?")]
    [InlineData((SignalKind)9, "")]
    public void What_is_no_signal_is_refused_where_it_stands(SignalKind kind, string text) =>
        Californian.When(Ask.Signal(kind, text)).Refused(Refusal.SignalInvalid, "text");

    [Fact]
    public void A_signal_longer_than_any_is_not_even_read() =>
        Californian.When(Ask.Signal(SignalKind.Tcf, new string('C', ReceiveSignal.LongestText + 1))).Refused(Refusal.SignalInvalid, "text");

    [Fact]
    public void A_guard_that_reads_the_signal_is_asked_again()
    {
        var law = GivenLaw.Law.Changing("segment", f => f with
        {
            Sources = [.. f.Sources.Select(s => s with { Guard = Unsignalled })],
        });
        var segmented = Californian.Under(law).After(Ask.Field("segment", "a"), by: "cdp");
        Assert.Equal("a", segmented.Says("segment"));
        Assert.Null(segmented.After(OptOut).Says("segment"));
        segmented.After(OptOut).WhenLookedAtAgain().Unchanged();
    }

    private static NotPermitted? Why(Case @case, PurposeName purpose) =>
        Permission.Of(purpose, Facts.Of(@case.Customer, @case.Policy, Given.Day(@case.Today)), @case.Policy).Why;
}
