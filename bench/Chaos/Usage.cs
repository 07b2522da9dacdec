using RecycledNumbers.Chaos.Checks;
using RecycledNumbers.Chaos.Faults;

namespace RecycledNumbers.Chaos;

/// <summary><c>--help</c>.</summary>
internal static class Usage
{
    public static string Text => $"""
        A cluster under load and faults, and one line per promise in the end.

        dotnet run -c Release --project bench/Chaos -- [--seconds 120] [--silos 3] …
          --seconds N      how long the load runs, 5–86,400 (default 120)
          --silos N        silos, 1–9 (default 3)
          --numbers N      numbers under load, 20–5,000 (default 200)
          --rate N         commands per second to aim at, 1–5,000 (default 300)
          --pause N        seconds between two faults, 0–600 (default 10)
          --faults LIST    kinds, comma-separated, or none (default: all that can be made here)
          --times N        each kind of fault N times, 1–100, each cut for 10 s, and the load ends then; --seconds says how fast its calendar goes
          --seed N         makes the same choices again (default 1)
          --replay yes|no  whether the log is sent again a day and 31 days later (default yes)
          --sabotage LINE  breaks that promise on purpose, from outside the product: its line must show it
          --json FILE      writes the lines as JSON
          --report DIR     writes history, messages, faults, breaches and the processes' output

        Faults:
        {string.Join('\n', FaultKinds.All.Select(static k => $"  {k.Name,-32} {k.Meaning}"))}

        Lines (a count other than 0 is a breach):
        {string.Join('\n', Lines.All.Select(static l => $"  {l.Name,-32} {l.Meaning}"))}
          {Unavailable.Name,-32} seconds that one command waited at most, by kind of fault; measured, never a breach

        Starts its own PostgreSQL and processes on free loopback ports. Exit code 0: nothing broken; 1: a promise is broken; 2: wrong arguments.
        """;
}
