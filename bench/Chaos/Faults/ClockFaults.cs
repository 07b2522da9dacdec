namespace RecycledNumbers.Chaos.Faults;

/// <summary>What can happen to the calendar.</summary>
internal static class ClockFaults
{
    public static async Task<string> Jump(FaultScene scene)
    {
        await scene.Database.Advance(TimeSpan.FromDays(40));
        return "40 days";
    }
}
