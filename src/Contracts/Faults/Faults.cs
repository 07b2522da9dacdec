namespace RecycledNumbers.Contracts.Faults;

/// <summary>A command may or may not have been applied: its write was not confirmed in time. Ask again with the same idempotency key.</summary>
/// <remarks>Faults cross the wire as these types, never as a database's own exception (which the caller may not even have the code to read).</remarks>
[GenerateSerializer, Alias("rn.OutcomeUnknown")]
public sealed class OutcomeUnknownException(string message) : Exception(message);

/// <summary>The registry could not read what it needed; nothing was changed.</summary>
[GenerateSerializer, Alias("rn.RegistryUnavailable")]
public sealed class RegistryUnavailableException(string message) : Exception(message);

/// <summary>The ledger refused a command that the rules had accepted; nothing was written. A defect of ours, and a repeat will not help.</summary>
[GenerateSerializer, Alias("rn.CommandRejected")]
public sealed class CommandRejectedException(string message) : Exception(message);

/// <summary>The stored record of this very number can't be read, so it answers nothing and changes nothing until an operator has repaired the record. Other numbers are not concerned.</summary>
[GenerateSerializer, Alias("rn.NumberStuck")]
public sealed class NumberStuckException(string message) : Exception(message);
