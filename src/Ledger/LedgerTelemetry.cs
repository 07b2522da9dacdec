using System.Diagnostics;
using System.Diagnostics.Metrics;
using RecycledNumbers.Ledger.Figures;

namespace RecycledNumbers.Ledger;

/// <summary>What the ledger measures and traces; docs/operations.md lists it. No tag ever holds a number, an account or a text of a caller.</summary>
public static class LedgerTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "RecycledNumbers.Ledger";

    // A batch that carries more than this is linked to the first of its commits only: what is sent to a collector stays bounded.
    private const int MostLinks = 100;

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] };

    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000] };

    private static readonly Histogram<int> BatchSize =
        Meter.CreateHistogram("recycled_numbers.ledger.batch.size", "{commit}", "Commits written in one transaction.", tags: null, Sizes);

    private static readonly Histogram<double> BatchDuration =
        Meter.CreateHistogram("recycled_numbers.ledger.batch.duration", "s", "Time that the database took for one transaction of commits.", tags: null, Seconds);

    private static readonly Histogram<double> QueueWait =
        Meter.CreateHistogram("recycled_numbers.ledger.queue.wait", "s", "Time that a commit or a read waited before its batch began.", tags: null, Seconds);

    private static readonly Counter<long> Overloads =
        Meter.CreateCounter<long>("recycled_numbers.ledger.overloads", "{ask}", "Commits and reads turned away because too many waited, or because they waited too long.");

    private static readonly Counter<long> Conflicts =
        Meter.CreateCounter<long>("recycled_numbers.ledger.conflicts", "{commit}", "Commits not written because the row had another version: two activations of one number.");

    private static LedgerFigures? figures;

    static LedgerTelemetry()
    {
        Meter.CreateObservableGauge("recycled_numbers.delivery.backlog", () => Of(f => f.OpenDeliveries), "{delivery}", "Open deliveries, those that wait for a retry included.");
        Meter.CreateObservableGauge("recycled_numbers.delivery.oldest.age", () => Of(f => f.OldestDelivery.TotalSeconds), "s", "Age of the oldest open delivery, by the registry clock.");
        Meter.CreateObservableGauge("recycled_numbers.delivery.dead_letters", () => Of(f => f.DeadDeliveries), "{delivery}", "Deliveries that were given up and not replayed.");
        Meter.CreateObservableGauge("recycled_numbers.unbinding.open", () => Of(f => f.OpenUnbindings), "{unbinding}", "Unbindings that no platform has answered for good.");
        Meter.CreateObservableGauge("recycled_numbers.unbinding.overdue", () => Of(f => f.OverdueUnbindings), "{unbinding}", "Open unbindings past their deadline.");
        Meter.CreateObservableGauge("recycled_numbers.dispute.escalated", () => Of(f => f.EscalatedDisputes), "{dispute}", "Disputes that an operator must decide.");
        Meter.CreateObservableGauge("recycled_numbers.case.waiting", () => Of(f => f.WaitingCases), "{case}", "Complaints and interceptions of holders that have not been answered.");
        Meter.CreateObservableGauge("recycled_numbers.case.overdue", () => Of(f => f.OverdueCases), "{case}", "Those past their deadline.");
    }

    /// <summary>The last figures that were read, or null when they could not be: a gauge that is not there says more than one that stands still.</summary>
    public static void Note(LedgerFigures? read) => Volatile.Write(ref figures, read);

    /// <summary>Shows counters that have not counted yet as 0, so that a rate over them begins with the first one.</summary>
    public static void Begin()
    {
        Conflicts.Add(0);
        Overloads.Add(0, Tag("queue", "commit"));
        Overloads.Add(0, Tag("queue", "read"));
    }

    internal static Activity? StartCommit() => Source.StartActivity("ledger commit", ActivityKind.Client);

    /// <summary>A batch belongs to no one trace: it stands alone, and is linked to the commits in it.</summary>
    internal static Activity? StartBatch(IEnumerable<ActivityContext> commits, int count) => Source.HasListeners()
        ? Source.StartActivity(ActivityKind.Client, parentContext: default, [new("db.operation.batch.size", count)], commits.Where(c => c != default).Take(MostLinks).Select(c => new ActivityLink(c)), name: "ledger batch")
        : null;

    internal static void Wrote(int commits, TimeSpan took, string outcome)
    {
        BatchSize.Record(commits, Tag("outcome", outcome));
        BatchDuration.Record(took.TotalSeconds, Tag("outcome", outcome));
    }

    internal static void Conflicted() => Conflicts.Add(1);

    internal static void Waited(string queue, TimeSpan time) => QueueWait.Record(time.TotalSeconds, Tag("queue", queue));

    internal static void Overloaded(string queue) => Overloads.Add(1, Tag("queue", queue));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static IEnumerable<Measurement<T>> Of<T>(Func<LedgerFigures, T> figure) where T : struct =>
        Volatile.Read(ref figures) is { } read ? [new Measurement<T>(figure(read))] : [];
}
