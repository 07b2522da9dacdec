using Orleans.Serialization;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Commands;

/// <summary>The one place that knows after which faults a command may still have been done.</summary>
internal static class InDoubt
{
    internal static bool Is(Exception fault) =>
        fault is OutcomeUnknownException or LedgerUnavailableException or OrleansException or SerializerException or TimeoutException;
}
