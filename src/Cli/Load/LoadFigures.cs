namespace RecycledNumbers.Cli.Load;

/// <summary>What a load came to. Times in milliseconds.</summary>
/// <param name="Seconds">How long it ran.</param>
/// <param name="Requests">By kind of request.</param>
/// <param name="All">All of them.</param>
internal sealed record LoadFigures(double Seconds, IReadOnlyList<LoadLine> Requests, LoadLine All);

/// <summary>One kind of request.</summary>
internal sealed record LoadLine(string Request, long Done, long Refused, long Failed, double PerSecond, double P50, double P95, double P99, double Longest);

/// <summary>How a request ended.</summary>
internal enum End
{
    /// <summary>As asked.</summary>
    Done,

    /// <summary>Refused by the registry.</summary>
    Refused,

    /// <summary>Without an answer, or with a fault.</summary>
    Failed,
}

/// <summary>Counts and times of one kind of request. Times are kept in steps of 2 %, so that an hour takes no more memory than a second.</summary>
internal sealed class Tally
{
    private const double Step = 1.02;
    private const double Least = 0.1;

    private readonly Lock gate = new();
    private readonly long[] times = new long[800];
    private readonly long[] ends = new long[3];
    private double longest;

    public long Refused => Volatile.Read(ref ends[(int)End.Refused]);

    public long Failed => Volatile.Read(ref ends[(int)End.Failed]);

    public void Add(End end, TimeSpan took)
    {
        lock (gate)
        {
            ends[(int)end]++;
            times[Math.Clamp((int)Math.Ceiling(Math.Log(Math.Max(took.TotalMilliseconds, Least) / Least, Step)), 0, times.Length - 1)]++;
            longest = Math.Max(longest, took.TotalMilliseconds);
        }
    }

    public LoadLine Line(string request, double seconds)
    {
        lock (gate)
        {
            var count = times.Sum();
            return new LoadLine(request, ends[0], ends[1], ends[2], seconds > 0 ? Math.Round(count / seconds, 1) : 0, At(0.5, count), At(0.95, count), At(0.99, count), Math.Round(longest, 1));
        }
    }

    /// <summary>The time that this part of them did not exceed.</summary>
    private double At(double part, long count)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(part * count));
        var seen = 0L;
        for (var i = 0; count > 0 && i < times.Length; i++)
        {
            seen += times[i];
            if (seen >= rank)
            {
                return Math.Round(Math.Min(Least * Math.Pow(Step, i), longest), 1);
            }
        }

        return 0;
    }
}
