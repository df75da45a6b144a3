using CsCheck;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Storage.Tests.Given;

/// <summary>Any value, event and state that a record can hold. Drawn from few texts, so that equal ones meet.</summary>
internal static class AnyRecord
{
    private static readonly Gen<string> Word = Gen.OneOf(OneOf("", "a", "b", "é", "日本", "\u0000", "a b"), Gen.String[Gen.Char.AlphaNumeric, 0, 8]);

    private static readonly Gen<DateTimeOffset> Instant =
        Gen.Long[-2_000_000_000, 4_000_000_000].Select(s => DateTimeOffset.UnixEpoch.AddMicroseconds(s).AddSeconds(s % 2));

    private static readonly Gen<SourceName> Source = Word.Select(w => new SourceName(w));

    public static readonly Gen<CustomerId> Customer = Gen.Byte.Array[16].Select(b => CustomerId.FromBytes(b));

    public static readonly Gen<FieldValue> Value = Gen.OneOf(
        Gen.Const(FieldValue.Blank),
        Word.Select(w => (FieldValue)new FieldValue.Text(w)),
        Gen.Bool.Select(b => (FieldValue)new FieldValue.Flag(b)),
        Word.Array[0, 3].Select(w => (FieldValue)new FieldValue.Topics([.. w])),
        Gen.Select(Word, Word, (n, t) => new Part(n, t)).Array[0, 3].Select(p => (FieldValue)new FieldValue.Parts([.. p])));

    private static readonly Gen<ClaimId> Id = Gen.Select(Gen.Long[1, 300], Gen.Int[0, 3], (v, i) => new ClaimId(v, i));

    private static readonly Gen<ClaimId?> OptionalId = Gen.OneOf(Gen.Const((ClaimId?)null), Id.Select(i => (ClaimId?)i));

    private static readonly Gen<ImmutableArray<Evidence>> Proofs =
        Gen.Select(Word, Word, (k, r) => new Evidence(k, r)).Array[0, 2].Select(e => e.ToImmutableArray());

    public static readonly Gen<Claim> Claim = Gen.Select(
        Gen.Select(Id, Source, Word), Gen.Select(Instant, Member<ProofLevel>(), Proofs), Gen.Select(Value, Gen.Bool, Customer),
        (a, b, c) => new Claim(a.Item1, a.Item2, a.Item3, b.Item1, b.Item2, b.Item3, c.Item1, c.Item2, c.Item3));

    private static readonly Gen<FieldStanding> Standing = Gen.Select(
        Gen.Select(OptionalId, OptionalId, Member<VerificationState>(), Gen.Bool),
        Gen.Select(Id, Member<Outcome>(), (i, o) => new ClaimOutcome(i, o)).Array[0, 3], Id.Array[0, 3],
        (a, changed, ended) => new FieldStanding(a.Item1, a.Item2, a.Item3, a.Item4, [.. changed], [.. ended]));

    private static readonly Gen<ConsentAct> Act = Gen.Select(
        Gen.Select(Member<Stance>(), Gen.OneOf(Gen.Const((string?)null), Word.Select(w => (string?)w)), Instant),
        Gen.Select(Source, Member<ProofLevel>(), Proofs, Gen.Long[1, 300]),
        (a, b) => new ConsentAct(a.Item1, a.Item2, a.Item3, b.Item1, b.Item2, b.Item3, b.Item4));

    private static readonly Gen<NativeKey> Key = Gen.Select(Source, Word, NativeKey.FromTrusted);

    private static readonly Gen<FieldName> Field = Word.Select(w => new FieldName(w));

    private static readonly Gen<PurposeName> Purpose = Word.Select(w => new PurposeName(w));

    private static readonly Gen<DateTimeOffset?> OptionalInstant = Gen.Nullable(Instant);

    private static readonly Gen<Signal> Signal = Gen.Select(
        Gen.Select(Member<SignalKind>(), Word, Gen.Select(Word, Word, (n, t) => new Part(n, t)).Array[0, 3]),
        Gen.Select(Instant, Source, Member<ProofLevel>()),
        (a, b) => new Signal(a.Item1, a.Item2, [.. a.Item3], b.Item1, b.Item2, b.Item3));

    // A fold asks nothing of these: they may come in any order.
    public static readonly Gen<CustomerEvent> Foldable = Gen.OneOf(
        Source.Select(s => (CustomerEvent)new CustomerCreated(s)),
        Key.Select(k => (CustomerEvent)new KeyAttached(k)),
        Gen.Select(Field, Claim, Standing, (f, c, s) => (CustomerEvent)new FieldAsserted(f, c, s)),
        Gen.Select(Field, Standing, (f, s) => (CustomerEvent)new FieldReevaluated(f, s)),
        Gen.Select(Purpose, Act, Gen.Bool, (p, a, s) => (CustomerEvent)new ConsentGranted(p, a, s)),
        Gen.Select(Purpose, Act, Gen.Bool, (p, a, s) => (CustomerEvent)new ConsentWithdrawn(p, a, s)),
        Gen.Select(Source, Member<ProofLevel>(), Proofs, (s, p, e) => (CustomerEvent)new ProcessingRestricted(s, p, e)),
        Gen.Select(Source, Member<ProofLevel>(), Proofs, (s, p, e) => (CustomerEvent)new RestrictionReleased(s, p, e)),
        Gen.Select(Purpose, Act, Gen.Bool, (p, a, s) => (CustomerEvent)new GuardianConsentGranted(p, a, s)),
        Gen.Select(Purpose, Act, Gen.Bool, (p, a, s) => (CustomerEvent)new GuardianConsentWithdrawn(p, a, s)),
        Gen.Select(Purpose, Field, Gen.Long[1, 300], (p, f, v) => (CustomerEvent)new OptInConfirmed(new OptIn(p, f, v))),
        Gen.Select(Gen.Select(Field, Member<RetractionGround>(), Gen.Nullable(Source)), Claim.Array[0, 2], Standing,
            (a, restored, s) => (CustomerEvent)new ClaimsRetracted(a.Item1, a.Item2, a.Item3, [.. restored], s)),
        Gen.Select(Signal, Gen.Nullable(Gen.Bool), (s, gpc) => (CustomerEvent)new SignalReceived(s, gpc)),
        Gen.Select(Field, Instant, OptionalId, (f, at, again) => (CustomerEvent)new VerificationStarted(f, at, again)),
        Gen.Select(Field, Member<VerificationEnd>(), (f, why) => (CustomerEvent)new VerificationEnded(f, why)),
        Gen.Select(Gen.Select(Field, Id, Source), Gen.Select(Instant, Member<ProofLevel>(), Gen.Bool),
            (a, b) => (CustomerEvent)new ContactDoubted(a.Item1, a.Item2, a.Item3, b.Item1, b.Item2, b.Item3)));

    // These belong to a verification under way.
    private static readonly Gen<CustomerEvent> OfVerification = Gen.OneOf(
        Gen.Select(Gen.Select(Field, Gen.Int[1, 30]), Instant, Instant, Gen.Int[0, 9],
            (a, issued, ends, attempts) => (CustomerEvent)new CodeIssued(a.Item1, a.Item2, issued, ends, attempts)),
        Gen.Select(Field, Source, (f, s) => (CustomerEvent)new CodeRejected(f, s)),
        Gen.Select(Gen.Select(Field, Id, Claim, Source), Standing, Gen.Select(Gen.Null(Claim), OptionalInstant),
            (a, s, b) => (CustomerEvent)new ContactConfirmed(a.Item1, a.Item2, a.Item3, a.Item4, s, b.Item1, b.Item2)));

    public static readonly Gen<CustomerEvent> Event = Gen.Frequency((16, Foldable), (3, OfVerification));

    private static readonly Gen<KeyValuePair<FieldName, ContactVerification>> Verification = Gen.Select(
        Gen.Select(Field, Gen.Long[1, 300], OptionalId), Gen.Select(Gen.Int[0, 30], Gen.Int[0, 9], Gen.Bool),
        Gen.Select(Instant, OptionalInstant, Instant.Array[0, 3]), Gen.Select(Gen.Null(Claim), Id.Array[1, 2]),
        (a, b, c, d) =>
        {
            var id = new VerificationId(a.Item1, a.Item2);
            return KeyValuePair.Create(a.Item1, new ContactVerification(
                b.Item3 ? new RunningVerification(id, c.Item1, b.Item1, c.Item2, b.Item2) : null,
                d.Item1 is { } previous ? new Promotion(id, previous, [.. d.Item2], c.Item1)
                {
                    Before = b.Item3 ? new Promotion(id, previous, [.. d.Item2], c.Item1) : null,
                } : null, [.. c.Item3], a.Item3));
        });

    public static readonly Gen<Customer> State = Gen.Select(Customer, Foldable.Array[0, 16], Verification.Array[0, 3], (id, events, verifications) =>
        events.Aggregate(Domain.Customers.Customer.Nobody(id), (state, e) => state.Apply([e])) with
        {
            Verifications = verifications.DistinctBy(v => v.Key).ToImmutableDictionary(),
        });

    private static Gen<T> Member<T>()
        where T : struct, Enum => OneOf(Enum.GetValues<T>());

    private static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);
}
