using System.Collections.Immutable;
using System.Text.Json;

namespace RecycledNumbers.Ledger.Figures;

/// <summary>Figures of one kind as they were last kept.</summary>
/// <param name="Name">Which kind; those of a silo have its name behind a colon.</param>
/// <param name="Body">JSON of the record that goes by this name.</param>
/// <param name="At">When they were true, by the clock of the silo's host.</param>
public sealed record KeptFigure(string Name, string Body, DateTimeOffset At)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { AllowOutOfOrderMetadataProperties = false };

    /// <summary>As it is stored.</summary>
    public static string Write<T>(T figures) => JsonSerializer.Serialize(figures, s_json);

    /// <summary>The figures, or null: another release wrote what this one can't read.</summary>
    public T? Read<T>() where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Names of kept figures.</summary>
public static class KeptNames
{
    /// <summary><see cref="PhaseFigures"/>.</summary>
    public const string Phases = "phases";

    /// <summary><see cref="PhaseHistory"/>.</summary>
    public const string History = "history";

    /// <summary><see cref="LeavingFigures"/>.</summary>
    public const string Leaving = "leaving";

    /// <summary><see cref="PartyFigures"/>.</summary>
    public const string Parties = "parties";

    /// <summary><see cref="WaitingFigures"/>.</summary>
    public const string Waiting = "waiting";

    /// <summary><see cref="BatchFigures"/>.</summary>
    public const string Batches = "batches";

    /// <summary><see cref="FollowedEvents"/>.</summary>
    public const string Follower = "follower";

    /// <summary>Before the name of a silo: <see cref="SiloFigures"/>.</summary>
    public const string Silo = "silo:";
}

/// <summary>How many numbers are in each phase. Numbers that nothing has happened to are nowhere.</summary>
public sealed record PhaseFigures(long Available, long InService, long Suspended, long Frozen, long Held);

/// <summary>The phases at the end of each day, and of today so far; oldest first.</summary>
public sealed record PhaseHistory(ImmutableArray<PhaseDay> Days)
{
    /// <summary>Days that are remembered.</summary>
    public const int Most = 400;
}

/// <param name="Day">Days since 1970-01-01, UTC.</param>
/// <param name="Phases">Where the numbers were.</param>
public sealed record PhaseDay(int Day, PhaseFigures Phases);

/// <summary>The coming days of the freeze calendar. Days without a number are left out.</summary>
/// <param name="Days">In order.</param>
/// <param name="Complete">False while the numbers that were frozen before the calendar began are still being gone through.</param>
public sealed record LeavingFigures(ImmutableArray<LeavingDay> Days, bool Complete);

/// <param name="Day">Days since 1970-01-01, in the number's country.</param>
/// <param name="Leaving">Numbers whose freeze ends on it.</param>
/// <param name="NotClear">Those of them for which somebody still has to answer.</param>
public sealed record LeavingDay(int Day, long Leaving, long NotClear);

/// <summary>Every party that has something open or has answered lately.</summary>
public sealed record PartyFigures(ImmutableArray<PartyFigure> Parties)
{
    /// <summary>Days over which answers are counted.</summary>
    public const int Window = 30;
}

/// <summary>A party's clearance.</summary>
/// <param name="Party">For example <c>platform:wechat</c>.</param>
/// <param name="Open">Unbindings without an outcome.</param>
/// <param name="Overdue">Those of them past their deadline.</param>
/// <param name="Answered">Outcomes within the window.</param>
/// <param name="Refused">Refusals among them.</param>
/// <param name="MedianMinutes">Median time from request to outcome, to within a fifth; null where nothing was answered.</param>
/// <param name="HighMinutes">The same for the 95th percentile.</param>
public sealed record PartyFigure(string Party, long Open, long Overdue, long Answered, long Refused, double? MedianMinutes, double? HighMinutes);

/// <summary>What waits for somebody.</summary>
public sealed record WaitingFigures
{
    /// <summary>Numbers whose record can't be read and which nobody has looked at.</summary>
    public long Unreadable { get; init; }

    /// <summary>Those that were looked at and still can't be read.</summary>
    public long UnreadableSeen { get; init; }

    /// <summary>Freeze over, clearance not done.</summary>
    public long Held { get; init; }

    /// <summary>When the longest-held number should have left the freeze.</summary>
    public DateTimeOffset? OldestHeld { get; init; }

    /// <summary>Unbindings past their deadline.</summary>
    public long Overdue { get; init; }

    /// <summary>The oldest deadline that passed.</summary>
    public DateTimeOffset? OldestOverdue { get; init; }

    /// <summary>Unbindings whose deadline passes within a day.</summary>
    public long DueSoon { get; init; }

    /// <summary>Open deliveries; counting stops at <see cref="LedgerFigures.Most"/>, here and for dead letters.</summary>
    public long Deliveries { get; init; }

    /// <summary>Age of the oldest.</summary>
    public double OldestDeliverySeconds { get; init; }

    /// <summary>Deliveries that were given up.</summary>
    public long DeadLetters { get; init; }

    /// <summary>Disputes that an operator must decide.</summary>
    public long Disputes { get; init; }

    /// <summary>Complaints and interceptions past their deadline.</summary>
    public long OverdueCases { get; init; }
}

/// <summary>Batches that are being worked on.</summary>
public sealed record BatchFigures(ImmutableArray<BatchFigure> Batches, bool More)
{
    /// <summary>Batches that are shown.</summary>
    public const int Most = 20;
}

/// <summary>A batch and how far it is.</summary>
public sealed record BatchFigure(string Id, string Party, string Content, long Rows, long Accepted, long Refused, DateTimeOffset OpenedAt);

/// <summary>What one silo knows of itself.</summary>
/// <param name="OpenCircuits">Lanes that hold back, by destination.</param>
/// <param name="DeliveredPerMinute">Deliveries that were taken, since it last said so.</param>
public sealed record SiloFigures(ImmutableSortedDictionary<string, int> OpenCircuits, double DeliveredPerMinute);

/// <summary>How far the follower of events has come.</summary>
/// <param name="Cursor">In the feed of events; null before it began.</param>
/// <param name="Shard">Numbers of shards below this one that were frozen before it began have been gone through; 256: all.</param>
/// <param name="After">The last number of that shard.</param>
public sealed record FollowedEvents(string? Cursor, int Shard, string After)
{
    /// <summary>Where it begins.</summary>
    public static readonly FollowedEvents Nothing = new(null, 0, "");

    /// <summary>Whether all that was there before has been gone through.</summary>
    public bool Complete => Shard > byte.MaxValue;
}
