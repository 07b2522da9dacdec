namespace RecycledNumbers.Ledger;

/// <summary>A fault of the ledger. It never carries a database's own exception across the wire.</summary>
public abstract class LedgerException(string message, Exception? inner) : Exception(message, inner)
{
    /// <summary>What a log may say of a fault: of one of the ledger's its message, of any other its type alone, for its message may hold a number.</summary>
    public static string Told(Exception fault) => fault is LedgerException ? fault.Message : fault.GetType().Name;
}

/// <summary>The database could not be asked, or did not answer in time: a write's outcome is unknown.</summary>
public sealed class LedgerUnavailableException(string message, Exception? inner = null) : LedgerException(message, inner);

/// <summary>The database refused this very row; nothing of it was written and its neighbours were.</summary>
public sealed class LedgerRejectedException(string message, Exception? inner = null) : LedgerException(message, inner);

/// <summary>The ledger can't be opened as it is configured. The message is one line for the operator: what is wrong and what to do. It never holds a password.</summary>
public sealed class LedgerStartException(string message, Exception? inner = null) : LedgerException(message, inner);

/// <summary>A cursor that this ledger did not give out. It is the caller's mistake (400), not a fault of the ledger.</summary>
public sealed class InvalidCursorException(string parameter)
    : ArgumentException("The cursor is not one that this service gave out. Pass back a cursor exactly as received, or none to start from the beginning.", parameter);
