namespace IdentityGrains.Domain.Policies;

/// <summary>A compiled guard: comparison, <c>&amp;&amp; || !</c>, constants and the facts of the customer. No functions, no loops.</summary>
public abstract record GuardExpression;
