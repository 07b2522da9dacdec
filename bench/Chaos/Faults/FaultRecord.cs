namespace RecycledNumbers.Chaos.Faults;

/// <summary>A fault that was made, on the run's stopwatch.</summary>
/// <param name="Kind">One of <see cref="FaultKinds.All"/>.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When the last of it was undone.</param>
/// <param name="Note">What was hit, and what is worth knowing of it.</param>
internal sealed record FaultRecord(string Kind, TimeSpan Started, TimeSpan Ended, string Note);
