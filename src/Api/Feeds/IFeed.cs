using RecycledNumbers.Ledger.Events;

namespace RecycledNumbers.Api.Feeds;

/// <summary>What a feed gives to whom.</summary>
/// <typeparam name="TRow">A row of it.</typeparam>
internal interface IFeed<out TRow>
{
    /// <summary>Its name in paths, file names and signatures.</summary>
    string Name { get; }

    /// <summary>The events that are in it, by their stored names, which are the names in its rows too.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>Only events of tenures in which this platform had an account, or null: all.</summary>
    string? Platform { get; }

    /// <summary>The first line of its CSV.</summary>
    string Header { get; }

    /// <summary>An event as a row.</summary>
    TRow Row(FeedRow happened);

    /// <summary>An event as a line of CSV. Nothing in it needs quotes: numbers, words, tokens, instants.</summary>
    string Line(FeedRow happened);
}
