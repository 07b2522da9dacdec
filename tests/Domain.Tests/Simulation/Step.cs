using CsCheck;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>One step of a random life: what is done, by whom, to which, and how long after the last.</summary>
internal sealed record Step(int Roll, int Who, int Which, int When);

/// <summary>A random life: the policies it is lived under, and its steps.</summary>
internal sealed record Life(int Policies, Step[] Steps)
{
    public static readonly Gen<Life> Any = Gen.Select(
        Gen.Int[0, RandomPolicies.All.Length - 1],
        Gen.Select(Gen.Int[0, 999], Gen.Int[0, 59], Gen.Int[0, 63], Gen.Int[0, 15], (roll, who, which, when) => new Step(roll, who, which, when)).Array[10, 30],
        (policies, steps) => new Life(policies, steps));
}
