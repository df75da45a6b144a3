using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Serialization;
using IdentityGrains.Client.Acknowledgements;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Acknowledgements;

/// <summary>What became of an acknowledgement.</summary>
internal enum AckState
{
    /// <summary>It is recorded.</summary>
    Recorded = 1,

    /// <summary>It was recorded before.</summary>
    Repeated = 2,
}

/// <summary>What became of an acknowledgement that is in the record.</summary>
internal sealed record AckBody(
    [property: Description("Whether it is new."), JsonConverter(typeof(WordConverter<AckState>))] AckState State);

/// <summary>Takes the callbacks of platforms. Only the raw bytes can be verified, so they are handed on as they came.</summary>
internal static class Callbacks
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    private const int MaxDeliveryId = 128;

    public static async Task<IResult> Acknowledge(HttpContext http)
    {
        if (http.Request.RouteValues["delivery"] is not string { Length: <= MaxDeliveryId } delivery
            || delivery.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return new ProblemResult(Catalogue.DeliveryNotFound);
        }

        // Two of one header: which of them was signed is anybody's guess.
        var headers = http.Request.Headers;
        if (headers[IdHeader].Count > 1 || headers[TimestampHeader].Count > 1 || headers[SignatureHeader].Count > 1)
        {
            return new ProblemResult(Catalogue.InvalidSignature);
        }

        if (!(await RequestBody.Bytes(http)).Ok(out var body, out var problem))
        {
            return problem;
        }

        var ack = new SignedAck(delivery, headers[IdHeader], headers[TimestampHeader], headers[SignatureHeader], [.. body]);
        return Told(await Acts.Grains(http).GetGrain<IAcknowledgementGrain>(0).Acknowledge(ack, CancellationToken.None));
    }

    public static IResult Told(AckVerdict verdict) => verdict switch
    {
        AckVerdict.Recorded => TypedResults.Json(new AckBody(AckState.Recorded), GatewayJson.Default.AckBody),
        AckVerdict.Repeated => TypedResults.Json(new AckBody(AckState.Repeated), GatewayJson.Default.AckBody),
        AckVerdict.InvalidSignature => new ProblemResult(Catalogue.InvalidSignature),
        AckVerdict.UnknownDelivery => new ProblemResult(Catalogue.DeliveryNotFound),
        AckVerdict.OutOfOrder => new ProblemResult(Catalogue.AckOutOfOrder),
        AckVerdict.Invalid => new ProblemResult(Catalogue.AckInvalid),
        _ => throw new UnreachableException($"No answer is named for the verdict {(int)verdict}"),
    };
}
