using Orleans.Serialization;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Commands;

/// <summary>The one place that knows after which faults a command may still have been done.</summary>
internal static class InDoubt
{
    /// <remarks>Orleans says by a cancellation that a call ran out of time before a silo was found for its grain. That of a caller who has gone is answered to nobody.</remarks>
    internal static bool Is(Exception fault) =>
        fault is OutcomeUnknownException or LedgerUnavailableException or OrleansException or SerializerException or TimeoutException or OperationCanceledException;
}
