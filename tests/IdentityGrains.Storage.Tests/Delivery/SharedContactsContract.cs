using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Delivery;

public abstract class SharedContactsContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    private static readonly PlatformName Mail = new("marketing");
    private static readonly PurposeName Offers = new("email_marketing");
    private static readonly PurposeName News = new("news");
    private static readonly byte[] Here = Enumerable.Repeat((byte)1, 32).ToArray();
    private static readonly byte[] There = Enumerable.Repeat((byte)2, 32).ToArray();

    private readonly CustomerId _bo = CustomerId.New();
    private readonly CustomerId _cy = CustomerId.New();

    private ISharedContacts Contacts => Store.SharedContacts;

    [Fact]
    public async Task A_row_is_read_back_as_it_was_kept_and_may_go()
    {
        await Keep(Row(_bo, Here, News, Offers));
        await Keep(Row(_bo, There) with { Platform = new PlatformName("letters") });

        var rows = await Contacts.Of(_bo, Now);
        Assert.Equal(["letters", "marketing"], rows.Select(r => r.Platform.Value));
        Assert.True(Row(_bo, Here, News, Offers).Says(rows[1]));
        Assert.False(Row(_bo, Here, News).Says(rows[1]));

        await Contacts.Keep(_bo, Mail, null, Author.Start, Now);
        Assert.Equal("letters", Assert.Single(await Contacts.Of(_bo, Now)).Platform.Value);
        Assert.Empty(await Contacts.Of(_cy, Now));
    }

    [Fact]
    public async Task Everybody_else_at_the_address_is_asked_and_nobody_elsewhere()
    {
        await Keep(Row(Ana.Customer, Here, Offers));
        await Keep(Row(_bo, Here, News, Offers));
        await Keep(Row(_cy, There, Offers));

        Assert.Equal([Offers], await Contacts.Denied(Mail, Here, _bo, Now));
        Assert.Equal([Offers, News], (await Contacts.Denied(Mail, Here, Ana.Customer, Now)).OrderBy(p => p.Value));
        Assert.Empty(await Contacts.Denied(Mail, There, _cy, Now));
        Assert.Empty(await Contacts.Denied(new PlatformName("letters"), Here, _cy, Now));
    }

    [Fact]
    public async Task A_denial_marks_the_others_at_the_address_ahead_of_everything_and_nobody_else()
    {
        await Keep(Row(Ana.Customer, Here));
        await Keep(Row(_cy, There));
        await Keep(Row(_bo, Here));
        Assert.Empty(await Marked());

        await Keep(Row(_bo, Here, Offers));

        Assert.Equal([(Ana.Customer, Lane.Withdrawal)], await Marked());
    }

    [Fact]
    public async Task Where_somebody_else_denies_as_well_nothing_changes_for_anybody()
    {
        await Keep(Row(Ana.Customer, Here));
        await Keep(Row(_cy, Here, Offers));
        await Settle();

        await Keep(Row(_bo, Here, Offers));
        await Keep(Row(_bo, Here));
        Assert.Empty(await Marked());

        await Keep(Row(_cy, Here));
        Assert.Equal(new[] { Ana.Customer, _bo }.Select(c => (c, Lane.Ordinary)).ToHashSet(), (await Marked()).ToHashSet());
    }

    [Fact]
    public async Task Who_moves_with_his_denial_concerns_the_old_address_and_the_new()
    {
        await Keep(Row(_bo, Here, Offers));
        await Keep(Row(Ana.Customer, Here));
        await Keep(Row(_cy, There));

        await Keep(Row(_bo, There, Offers));
        Assert.Equal(new[] { Ana.Customer, _cy }.ToHashSet(), (await Marked()).Select(m => m.Customer).ToHashSet());

        await Settle();
        await Contacts.Keep(_bo, Mail, null, Author.Start, Now);
        Assert.Equal([_cy], (await Marked()).Select(m => m.Customer));
    }

    [Fact]
    public async Task Of_two_who_come_to_one_address_at_once_at_least_one_learns_of_the_other()
    {
        for (var round = 0; round < 20; round++)
        {
            var address = Enumerable.Repeat((byte)(100 + round), 32).ToArray();
            var (grants, denies) = (CustomerId.New(), CustomerId.New());
            async Task<IReadOnlyList<PurposeName>> Plan(SharedContact row)
            {
                await Keep(row);
                return await Contacts.Denied(Mail, address, row.Customer, Now);
            }

            var heard = await Task.WhenAll(Plan(Row(grants, address)), Plan(Row(denies, address, Offers)));

            Assert.True(heard[0].Count == 1 || (await Marked()).Contains((grants, Lane.Withdrawal)));
        }
    }

    private static SharedContact Row(CustomerId customer, byte[] address, params PurposeName[] denied) => new(customer, Mail, address, [.. denied]);

    private Task Keep(SharedContact row) => Contacts.Keep(row.Customer, row.Platform, row, Author.Start, Now);

    private async Task<IReadOnlyList<(CustomerId Customer, Lane Lane)>> Marked() =>
        [.. (await Rows()).Select(d => (d.Customer, d.Lane))];

    private async Task Settle() => await Store.Deliveries.Settle([.. (await Rows()).Select(d => new PlannedCustomer(d.Customer, d.Mark, [], []))], Now);

    private async Task<IReadOnlyList<DirtyCustomer>> Rows() =>
        [.. (await Task.WhenAll(Enumerable.Range(0, Slots.Groups).Select(g => Store.Deliveries.Dirty(g, 100, Now)))).SelectMany(d => d)];
}
