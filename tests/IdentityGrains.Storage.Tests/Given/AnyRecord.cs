using CsCheck;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;

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

    public static readonly Gen<CustomerEvent> Event = Gen.OneOf(
        Source.Select(s => (CustomerEvent)new CustomerCreated(s)),
        Key.Select(k => (CustomerEvent)new KeyAttached(k)),
        Gen.Select(Word, Claim, Standing, (f, c, s) => (CustomerEvent)new FieldAsserted(new FieldName(f), c, s)),
        Gen.Select(Word, Standing, (f, s) => (CustomerEvent)new FieldReevaluated(new FieldName(f), s)),
        Gen.Select(Word, Act, Gen.Bool, (p, a, s) => (CustomerEvent)new ConsentGranted(new PurposeName(p), a, s)),
        Gen.Select(Word, Act, Gen.Bool, (p, a, s) => (CustomerEvent)new ConsentWithdrawn(new PurposeName(p), a, s)),
        Gen.Select(Source, Member<ProofLevel>(), Proofs, (s, p, e) => (CustomerEvent)new ProcessingRestricted(s, p, e)),
        Gen.Select(Source, Member<ProofLevel>(), Proofs, (s, p, e) => (CustomerEvent)new RestrictionReleased(s, p, e)));

    public static readonly Gen<Customer> State = Gen.Select(Customer, Event.Array[0, 12], Gen.Bool, (id, events, _) =>
        events.Aggregate(Domain.Customers.Customer.Nobody(id), (state, e) => state.Apply([e])));

    private static Gen<T> Member<T>()
        where T : struct, Enum => OneOf(Enum.GetValues<T>());

    private static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);
}
