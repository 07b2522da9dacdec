namespace RecycledNumbers.Ledger;

/// <summary>A fault of the ledger. It never carries a database's own exception across the wire.</summary>
public abstract class LedgerException(string message, Exception? inner) : Exception(message, inner);

/// <summary>The database could not be asked, or did not answer in time: a write's outcome is unknown.</summary>
public sealed class LedgerUnavailableException(string message, Exception? inner = null) : LedgerException(message, inner);

/// <summary>The database refused this very row; nothing of it was written and its neighbours were.</summary>
public sealed class LedgerRejectedException(string message, Exception? inner = null) : LedgerException(message, inner);
