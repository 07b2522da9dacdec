using System.Globalization;
using RecycledNumbers.Chaos.Faults;

namespace RecycledNumbers.Chaos.Reports;

/// <summary>What a run tells while it goes on: a line every ten seconds, and one for each fault.</summary>
internal sealed class Progress(TextWriter output)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>One line.</summary>
    public void Say(string line) => output.WriteLine(line);

    /// <summary>Tells until the work is done; once the time is over, what is under way is given a last while.</summary>
    public async Task While(Task work, ChaosRun run, FaultTimetable faults, int seconds, Action timeIsOver)
    {
        var (started, told) = (run.History.Now, 0);
        while (await Task.WhenAny(work, Task.Delay(Every, TimeProvider.System)) != work)
        {
            if (run.History.Now - started > TimeSpan.FromSeconds(seconds))
            {
                timeIsOver();
            }

            foreach (var fault in faults.Made.Skip(told))
            {
                told++;
                Say(string.Create(CultureInfo.InvariantCulture, $"  {fault.Started.TotalSeconds,5:0} s  {fault.Kind}, undone after {(fault.Ended - fault.Started).TotalSeconds:0.0} s: {fault.Note}"));
            }

            Say(string.Create(CultureInfo.InvariantCulture,
                $"{(run.History.Now - started).TotalSeconds,4:0} of {seconds} s: {run.History.Acknowledged:N0} commands acknowledged, {run.Platforms.All.Sum(static p => p.All.Count):N0} messages received; {faults.Now ?? "no fault"}"));
        }

        await work;
    }
}
