using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;
using Spectre.Console.Rendering;

namespace RecycledNumbers.Cli.Batches;

/// <summary>Batches as people read them.</summary>
internal static class BatchViews
{
    internal static IRenderable Whole(BatchAnswer batch) => Screen.Facts(
        ("batch", batch.Id), ("content", batch.Content), ("state", batch.State), ("rows", batch.Rows), ("done", batch.Done), ("accepted", batch.Accepted), ("refused", batch.Refused),
        ("since", batch.CreatedAt), ("finished", batch.FinishedAt));

    /// <summary>One line while it is worked through.</summary>
    internal static string Line(BatchAnswer batch) => FormattableString.Invariant(
        $"{batch.Done:N0} of {batch.Rows:N0} rows, {batch.RowsPerSecond:N0} rows/s, {(batch.SecondsLeft is { } left ? Left(left) : "…")} left, {batch.Refused:N0} refused");

    private static string Left(long seconds) => seconds >= 3600 ? FormattableString.Invariant($"{seconds / 3600} h {seconds / 60 % 60} min") : seconds >= 60 ? FormattableString.Invariant($"{seconds / 60} min {seconds % 60} s") : FormattableString.Invariant($"{seconds} s");
}
