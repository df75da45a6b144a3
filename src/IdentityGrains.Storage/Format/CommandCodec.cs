using System.Diagnostics;
using System.Formats.Cbor;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Storage.Format;

/// <summary>
/// The bytes of a command that its fingerprint is taken of: <c>[name, customer, observedAt, ...members]</c>, without the operation id. A retry has the same
/// bytes; another command under the same operation id has others.
/// </summary>
public static class CommandCodec
{
    private const int Common = 3;

    /// <summary>The canonical bytes. They hold values in the clear: keep nothing of them but a keyed digest.</summary>
    public static byte[] Write(CustomerCommand command) => Canonical.Write(command, Write);

    private static void Write(CborWriter writer, CustomerCommand command)
    {
        switch (command)
        {
            case CreateCustomer { Fields.IsDefaultOrEmpty: true } create:
                writer.Begin("create-customer.1", create, 1);
                writer.WriteOptional(create.Key, ValueCodec.Write);
                break;
            case CreateCustomer create:
                writer.Begin("create-customer-of-fields.1", create, 2);
                writer.WriteOptional(create.Key, ValueCodec.Write);
                writer.WriteArray(create.Fields, Write);
                break;
            case AttachKey attach:
                writer.Begin("attach-key.1", attach, 1);
                writer.Write(attach.Key);
                break;
            case AssertFields assert:
                writer.Begin("assert-fields.1", assert, 3);
                writer.WriteOptionalText(assert.Key);
                writer.WriteArray(assert.Fields, Write);
                writer.Write(assert.Evidence);
                break;
            case GrantConsent grant:
                writer.Begin(grant.ByGuardian ? "grant-guardian-consent.1" : "grant-consent.1", grant, 3);
                writer.WriteTextString(grant.Purpose.Value);
                writer.WriteOptionalText(grant.NoticeVersion);
                writer.Write(grant.Evidence);
                break;
            case WithdrawConsent withdraw:
                writer.Begin(withdraw.ByGuardian ? "withdraw-guardian-consent.1" : "withdraw-consent.1", withdraw, 2);
                writer.WriteTextString(withdraw.Purpose.Value);
                writer.Write(withdraw.Evidence);
                break;
            case RestrictProcessing restrict:
                writer.Begin("restrict-processing.1", restrict, 1);
                writer.Write(restrict.Evidence);
                break;
            case ReleaseRestriction release:
                writer.Begin("release-restriction.1", release, 1);
                writer.Write(release.Evidence);
                break;
            case RequestCode request:
                writer.Begin("request-code.1", request, 1);
                writer.WriteTextString(request.Field.Value);
                break;
            case ConfirmCode confirm:
                writer.Begin("confirm-code.1", confirm, 3);
                writer.WriteTextString(confirm.Field.Value);
                writer.WriteTextString(confirm.Code);
                writer.WriteOptionalText(confirm.Verification?.ToString());
                break;
            case CancelVerification cancel:
                writer.Begin("cancel-verification.1", cancel, 2);
                writer.WriteTextString(cancel.Field.Value);
                writer.WriteOptionalText(cancel.Token);
                break;
            case DoubtContact doubt:
                writer.Begin("doubt-contact.1", doubt, 2);
                writer.WriteTextString(doubt.Field.Value);
                writer.Write(doubt.Value);
                break;
            case ReceiveSignal signal:
                writer.Begin("receive-signal.1", signal, 2);
                writer.WriteInt32((int)signal.Kind);
                writer.WriteOptionalText(signal.Text);
                break;
            case RollBack { Scope: RollbackScope.FieldTo to } rollback:
                writer.Begin("roll-back-field.1", rollback, 3);
                writer.WriteTextString(to.Field.Value);
                writer.WriteInt64(to.Version);
                writer.Write(rollback.Evidence);
                break;
            case RollBack { Scope: RollbackScope.ChangeSet set } rollback:
                writer.Begin("roll-back-change-set.1", rollback, 2);
                writer.WriteInt64(set.Version);
                writer.Write(rollback.Evidence);
                break;
            case RollBack nothing:
                writer.Begin("roll-back-nothing.1", nothing, 0);
                break;
            default:
                throw new UnreachableException($"No canonical bytes for {command.GetType().Name}");
        }

        writer.WriteEndArray();
    }

    private static void Begin(this CborWriter writer, string name, CustomerCommand command, int members)
    {
        writer.WriteStartArray(Common + members);
        writer.WriteTextString(name);
        writer.Write(command.Customer);

        // In ticks of 100 ns, unlike the record: what a caller sends may be finer than a microsecond, and must not fail for that.
        writer.WriteInt64(command.ObservedAt.UtcTicks - DateTimeOffset.UnixEpoch.Ticks);
    }

    private static void Write(CborWriter writer, AssertedField field)
    {
        writer.WriteStartArray(2);
        writer.WriteTextString(field.Field.Value);
        writer.Write(field.Value);
        writer.WriteEndArray();
    }
}
