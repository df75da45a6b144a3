using BenchmarkDotNet.Attributes;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Benchmarks;

/// <summary>What does it cost to decide a command that says so many fields, of each of which so many claims are known?</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class What_does_a_decision_cost
{
    private Shop _shop = new(1, 1);

    [Params(1, 16, 64)]
    public int Fields { get; set; }

    [Params(1, 8)]
    public int Claims { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _shop = new Shop(Fields, Claims);
        if (Decide() is Decision.Refused refused)
        {
            // A refusal is cheap, and its price would be told as that of a decision.
            throw new InvalidOperationException("The benchmark's command is refused: " + refused.Why);
        }
    }

    [Benchmark(Baseline = true)]
    public Decision Decide() => Law.Decide(_shop.Customer, _shop.Command, _shop.Asking, _shop.Policy, Shop.Now);

    [Benchmark]
    public Customer DecideAndApply() => _shop.Customer.Apply(((Decision.Accepted)Decide()).Events);
}
