namespace IdentityGrains.Storage.Format;

/// <summary>Events of the customer itself.</summary>
internal static class CustomerEventCodec
{
    public static readonly ImmutableArray<EventCodec> All =
    [
        EventCodec.Of<CustomerCreated>(1, static (w, e) => w.WriteTextString(e.By.Value), static r => new CustomerCreated(new SourceName(r.ReadTextString()))),
        EventCodec.Of<KeyAttached>(1, static (w, e) => w.Write(e.Key), static r => new KeyAttached(r.ReadNativeKey())),
    ];
}
