using IdentityGrains.Gateway.Intake;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Intake;

public class PointerTests
{
    [Fact]
    public void The_whole_body_has_the_empty_pointer() => Assert.Equal("", Pointer.Root);

    [Fact]
    public void Names_follow_each_other() => Assert.Equal("/fields/given_name", Pointer.To("fields", "given_name"));

    [Fact]
    public void An_item_has_its_index() => Assert.Equal("/evidence/2/kind", Pointer.Below(Pointer.Below(Pointer.To("evidence"), 2), "kind"));

    [Fact]
    public void Tilde_and_slash_are_escaped() => Assert.Equal("/a~1b~0c", Pointer.To("a/b~c"));

    [Fact]
    public void A_name_of_kilobytes_is_not_echoed() => Assert.Equal("/fields", Pointer.To("fields", new string('x', 5000)));
}
