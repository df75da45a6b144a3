using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Disclosure;

/// <summary>
/// What to tell a platform: a function of what it may know and of what it was told before, and of nothing else, so that any history with the
/// same ends plans the same. It is the whole of what we want there, never a difference: losing or repeating one does no harm.
/// </summary>
public abstract record DeliveryPlan
{
    /// <summary>The word for a customer whose key the platform would need is not known.</summary>
    public const string NoIdentity = "no_identity";

    private DeliveryPlan()
    {
    }

    /// <summary>Bring the platform's copy to this.</summary>
    /// <param name="Key">The field that is the platform's key of the customer: it addresses the record, and so is told as well.</param>
    /// <param name="Fields">What it may know, and blanks for what it was told before and may not hold any more.</param>
    public sealed record Tell(ProjectedField Key, ImmutableArray<ProjectedField> Fields) : DeliveryPlan
    {
        /// <summary>What it leaves out because the platform refused exactly that; the rest passes without it. Default: nothing.</summary>
        public ImmutableArray<ProjectedField> Refused { get; init; } = [];

        /// <summary>The key's text.</summary>
        public string Address => ((FieldValue.Text)Key.Value).Value;

        /// <summary>
        /// True when it takes back what the platform may hold and may not know any more, a grant included. A value that was cleared by its own source is no
        /// loss of permission.
        /// </summary>
        /// <param name="holdsOther">True for a field of which the platform may hold something else than this tells.</param>
        public bool TakesBack(Func<ProjectedField, bool> holdsOther)
        {
            foreach (var field in Fields)
            {
                if (field.Why is not (null or Disclosure.Withheld.NoValue) && holdsOther(field))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Never the address.</summary>
        public override string ToString() => nameof(Tell);
    }

    /// <summary>Take the record itself away, or what stands for that at the platform. Whatever it held was taken back before.</summary>
    /// <param name="Key">The field that is the platform's key of the customer.</param>
    /// <param name="How">What the policy says is to become of it.</param>
    public sealed record End(ProjectedField Key, RecordEnd How) : DeliveryPlan
    {
        /// <summary>The key's text.</summary>
        public string Address => ((FieldValue.Text)Key.Value).Value;

        /// <summary>Never the address.</summary>
        public override string ToString() => nameof(End);
    }

    /// <summary>Tell nothing.</summary>
    /// <param name="Why">A stable word.</param>
    public sealed record Withhold(string Why) : DeliveryPlan;

    /// <summary>Plans for one platform.</summary>
    /// <param name="platform">Told to whom.</param>
    /// <param name="projection">What it may know now.</param>
    /// <param name="key">The current value of the field that is the platform's key, permitted or not; blank when unknown.</param>
    /// <param name="toldBefore">True for a field that the platform was ever told.</param>
    /// <param name="refused">True for content that the platform refused for good, at this very path; another value or another path is tried.</param>
    /// <param name="isSettled">True for what the platform is known to hold as it is told here. Default: nothing is.</param>
    public static DeliveryPlan For(
        Platform platform, Projection projection, FieldValue key, Func<FieldName, bool> toldBefore, Func<ProjectedField, bool> refused,
        Func<ProjectedField, bool>? isSettled = null)
    {
        // Restriction stops even taking back: processing ends, but for storage.
        if (projection.Fields.Any(f => f.Why == Disclosure.Withheld.Restricted))
        {
            return new Withhold(Words.Of(Disclosure.Withheld.Restricted));
        }

        var keyField = projection.Fields.FirstOrDefault(f => f.Field == platform.KeyField);
        if (keyField is null || key is not FieldValue.Text { Value.Length: > 0 })
        {
            return new Withhold(NoIdentity);
        }

        if (platform.RecordEnd != RecordEnd.Keep && NothingMayBeHeld(keyField, projection) && toldBefore(RecordField.Whole))
        {
            return new End(keyField with { Value = key }, platform.RecordEnd);
        }

        // The key addresses the record: where it is not permitted nothing is told. But taking back needs an address all the same, and must not
        // wait for whatever else is permitted still.
        var content = projection.Fields.Where(f => f.Field != platform.KeyField && !SignalField.Is(f.Field)).ToArray();
        ProjectedField[] tell = [.. content.Where(f => f.Released ? keyField.Released : toldBefore(f.Field))];
        if (tell.Length == 0 && !projection.Fields.Any(f => toldBefore(f.Field)))
        {
            return new Withhold(Words.Of(WhyNothing(keyField, content)));
        }

        // Where a record is, the state of each purpose belongs to it; none is made only to say what its owner did not permit.
        ProjectedField[] signals = [.. projection.Fields.Where(f => SignalField.Is(f.Field) && (keyField.Released || !f.Released))];
        if (tell.Length + signals.Length == 0)
        {
            return new Withhold(Words.Of(WhyNothing(keyField, content)));
        }

        // The record goes last: deleted with its values still on their way, it would be made anew by them.
        var told = Without(refused, new Tell(keyField with { Value = key }, [.. tell, .. signals]));
        return platform.RecordEnd != RecordEnd.Keep && NothingMayBeHeld(keyField, projection) && told.Fields.All(f => isSettled?.Invoke(f) == true)
            ? new End(told.Key, platform.RecordEnd)
            : told;
    }

    // Where all of it was refused nothing is left to try: it stays what it is, and its row says that it was refused. A no is never left out.
    private static Tell Without(Func<ProjectedField, bool> refused, Tell whole)
    {
        bool IsLeftOut(ProjectedField field) => refused(field) && (field.Released || !SignalField.Is(field.Field));

        var taken = whole.Fields.Where(f => !IsLeftOut(f)).ToImmutableArray();
        return taken.IsEmpty || taken.Length == whole.Fields.Length
            ? whole
            : whole with { Fields = taken, Refused = [.. whole.Fields.Where(IsLeftOut)] };
    }

    // A value that is not there, or not confirmed yet, may be held once it is: only where no purpose is permitted the record has no reason to be there.
    private static bool NothingMayBeHeld(ProjectedField key, Projection projection) => key.Why == Disclosure.Withheld.NoPurposePermitted
        && projection.Fields.All(f => f.Why is Disclosure.Withheld.NoPurposePermitted or Disclosure.Withheld.VerificationState);

    private static Withheld WhyNothing(ProjectedField key, ProjectedField[] content) =>
        key.Why ?? content.FirstOrDefault(f => !f.Released)?.Why ?? Disclosure.Withheld.NoPurposePermitted;
}
