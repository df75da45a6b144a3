using IdentityGrains.Domain.Exceptions;

namespace IdentityGrains.Storage.Exceptions;

/// <summary>What the stores' statements about exceptions have in common. Numbers are those of states, stages, lanes and reasons.</summary>
internal static class ExceptionSql
{
    public const string Columns =
        "id, kind, platform, customer, why, severity, opened_at, follows, moves, state, state_at, state_by, assignee, escalate_to, due_at, case_reference, "
        + "accept_until, accept_reason, accept_asked_by, accept_agreed_by, how, field, source";

    public const string Stands = "state <> 6";

    /// <summary>Follows from a customer's claims: no platform has a part in it. The index of those that stand says the same in the same words.</summary>
    public const string OfClaims = "platform IS NULL";

    /// <summary>A delivery that is in trouble.</summary>
    public const string InTrouble = "(d.state IN (4, 7) OR (d.state IN (5, 8) AND d.reason IS NOT NULL) OR d.refused > 0)";

    /// <summary>A withdrawal that is not shown to be over. The index of these rows says the same in the same words.</summary>
    public const string Withdrawing = "(lane = 1 AND (state IN (1, 2, 3, 4, 7, 10, 11) OR (state IN (5, 8) AND reason IS NOT NULL) OR refused > 0))";

    /// <summary>
    /// A drift that is left to people one by one: it comes back, the platform defines it, telling it anew did not help, or a grant was taken back there.
    /// </summary>
    public const string LeftToPeople = "(d.stage = 4 AND d.left_because IN (3, 5, 6, 7))";

    /// <summary>A drift of which it is not decided yet, or not shown, what becomes of it: the exception of the one before it stands until then.</summary>
    public const string Undecided = "d.stage IN (1, 2)";

    /// <summary>Kinds that follow from deliveries, as a list of texts. They are constants of the law.</summary>
    public static readonly string OfDeliveries = "(" + string.Join(", ", ExceptionLaw.OfDeliveries.Select(k => $"'{k}'")) + ")";

    /// <summary>The kind of drifts, as a text.</summary>
    public const string OfDrifts = "'" + ExceptionLaw.Drift + "'";
}
