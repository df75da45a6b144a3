using BenchmarkDotNet.Attributes;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Tests;

namespace IdentityGrains.Benchmarks;

/// <summary>What does it cost to say who wins so many fields, of so many claims each?</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class What_does_a_resolution_cost
{
    private Shop _shop = new(1, 1);

    [Params(1, 16, 64)]
    public int Fields { get; set; }

    [Params(1, 8)]
    public int Claims { get; set; }

    [GlobalSetup]
    public void Open() => _shop = new Shop(Fields, Claims);

    [Benchmark]
    public int Resolve()
    {
        var judged = 0;
        foreach (var rule in _shop.Rules)
        {
            judged += Survivorship.Resolve(rule, _shop.Claims, Given.Somebody, Shop.Now).Judged.Length;
        }

        return judged;
    }
}
