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
        /// <summary>The key's text.</summary>
        public string Address => ((FieldValue.Text)Key.Value).Value;

        /// <summary>
        /// True when it clears what the platform may hold and may not know any more. A value that was cleared by its own source is no loss of permission.
        /// </summary>
        /// <param name="holdsValue">True for a field of which the platform may hold a value.</param>
        public bool TakesBack(Func<FieldName, bool> holdsValue)
        {
            foreach (var field in Fields)
            {
                if (field.Why is not (null or Disclosure.Withheld.NoValue) && holdsValue(field.Field))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Never the address.</summary>
        public override string ToString() => nameof(Tell);
    }

    /// <summary>Tell nothing.</summary>
    /// <param name="Why">A stable word.</param>
    public sealed record Withhold(string Why) : DeliveryPlan;

    /// <summary>Plans for one platform.</summary>
    /// <param name="platform">Told to whom.</param>
    /// <param name="projection">What it may know now.</param>
    /// <param name="key">The current value of the field that is the platform's key, permitted or not; blank when unknown.</param>
    /// <param name="toldBefore">True for a field that the platform was ever told.</param>
    public static DeliveryPlan For(Platform platform, Projection projection, FieldValue key, Func<FieldName, bool> toldBefore)
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

        // The key addresses the record: where it is not permitted nothing is told. But taking back needs an address all the same, and must not
        // wait for whatever else is permitted still.
        var content = projection.Fields.Where(f => f.Field != platform.KeyField).ToArray();
        var tell = content.Where(f => f.Released ? keyField.Released : toldBefore(f.Field)).ToImmutableArray();
        return tell.IsEmpty ? new Withhold(Words.Of(WhyNothing(keyField, content))) : new Tell(keyField with { Value = key }, tell);
    }

    private static Withheld WhyNothing(ProjectedField key, ProjectedField[] content) =>
        key.Why ?? content.FirstOrDefault(f => !f.Released)?.Why ?? Disclosure.Withheld.NoPurposePermitted;
}
