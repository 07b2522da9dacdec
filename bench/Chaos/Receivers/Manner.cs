namespace RecycledNumbers.Chaos.Receivers;

/// <summary>How a platform's program behaves.</summary>
internal enum Manner
{
    /// <summary>204 at once, and one outcome per request.</summary>
    Fine,

    /// <summary>Takes up to two seconds.</summary>
    Slow,

    /// <summary>Three in ten requests are never answered.</summary>
    Hangs,

    /// <summary>Every second request ends with 500.</summary>
    Fails,

    /// <summary>429 with Retry-After for one in five, 410 for one in fifty.</summary>
    Busy,

    /// <summary>Closes the connection without a word, at one in three.</summary>
    Resets,

    /// <summary>Reports each outcome twice, the second time as a command of its own that says something else.</summary>
    Twice,

    /// <summary>Reports outcomes much later and in another order, when they are perhaps of a tenure that is long over.</summary>
    Late,
}
