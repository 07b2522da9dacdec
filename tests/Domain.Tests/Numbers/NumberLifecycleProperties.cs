using System.Globalization;
using CsCheck;
using RecycledNumbers.Domain.Tests.Simulation;

namespace RecycledNumbers.Domain.Tests.Numbers;

/// <summary>
/// Random lives, every step checked against named invariants. A failure names the invariant, shows the shortest life found and its seed;
/// <c>CsCheck_Seed=… RN_LIVES=1 dotnet run --project tests/Domain.Tests</c> lives it again, and <c>RN_LIVES=1000000</c> alone lives more of them.
/// </summary>
public sealed class NumberLifecycleProperties(ITestOutputHelper output)
{
    private static readonly int Lives = int.Parse(Environment.GetEnvironmentVariable("RN_LIVES") ?? "100000", CultureInfo.InvariantCulture);

    [Fact]
    public void Whatever_happens_to_a_number_in_whatever_order_every_invariant_holds()
    {
        var covering = new Covering();
        Life.Any.Sample(life => covering.Add(World.Of(life).Live(life)), iter: Lives, print: Print);
        output.WriteLine(covering.ToString());
        covering.ShouldReach(
            ("most tenures", 4),
            ("reassigned clean", 5000),
            ("reassigned with residual", 2000),
            ("Transferred", 10_000),
            ("Ported", 10_000),
            ("released at once", 2000),
            ("held, then released cleared", 1000),
            ("held, then released holdLimit", 1000),
            ("held, then released by an operator", 1000),
            ("reinstated from Frozen", 5000),
            ("reinstated from Frozen held", 500),
            ("reinstated from Available", 500),
            ("outcome Unbound", 5000),
            ("outcome Sealed", 1000),
            ("outcome NotFound", 1000),
            ("outcome Refused", 5000),
            ("UnbindingDeferred", 2000),
            ("UnbindingWentOverdue", 5000),
            ("UnbindingReceipted", 2000),
            ("LateOutcomeNoted", 2000),
            ("asked deactivated", 10_000),
            ("asked transferred", 5000),
            ("asked lateRegistration", 2000),
            ("asked newOwnerRegistered", 100),
            ("asked carrier's system", 5000),
            ("cancelled reinstated", 2000),
            ("cancelled boundAnew", 500),
            ("InboundCancelled", 5000),
            ("ReverificationDue", 5000),
            ("OwnerReminded", 10_000),
            ("told subscription.deactivated", 2000),
            ("told subscription.frozen-until", 2000),
            ("told subscription.reassigned", 2000),
            ("told subscription.unbinding-requested", 500),
            ("SubscriptionTold", 500),
            ("subscription ended MaxEvents", 500),
            ("subscription ended Expired", 500),
            ("subscription ended TokenExpired", 300),
            ("subscription ended TenureOver", 500),
            ("subscription ended Deleted", 300),
            ("subscription ended SinkGone", 100),
            ("UnbindingDisputed", 200),
            ("DisputeEscalated", 100),
            ("DisputeDecided", 10),
            ("ComplaintMade", 2000),
            ("ComplaintPassedOn", 50),
            ("ComplaintClosed", 1000),
            ("InterceptionAnswered", 200),
            ("InterceptionEnded", 1000),
            ("repeat", 10_000));
    }

    /// <summary>The life as the commands that it came to, up to where it broke.</summary>
    private static string Print(Life life)
    {
        var world = World.Of(life);
        try
        {
            world.Live(life);
        }
        catch (Broken)
        {
            // The sample reports it; here only the story up to it is wanted.
        }

        return $"policies {life.Policies}{Environment.NewLine}{string.Join(Environment.NewLine, world.Sent.Select(sent => $"{sent.At:O} {sent.Command}"))}";
    }
}
