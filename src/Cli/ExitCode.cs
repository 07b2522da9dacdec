namespace RecycledNumbers.Cli;

/// <summary>How the program ends. Scripts go by them: never renumbered (docs/cli.md).</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>The registry refused it, or a part of it: nothing was changed by what was refused.</summary>
    Refused = 1,

    /// <summary>The arguments, or a file that they name, make no sense. Nothing was sent.</summary>
    Usage = 2,

    /// <summary>The registry can't be reached, or can't answer just now.</summary>
    Unreachable = 3,

    /// <summary>Not signed in, or not allowed to.</summary>
    Access = 4,

    /// <summary>It may have been done, or not: repeat it with the key that was printed.</summary>
    InDoubt = 5,

    /// <summary>A fault of the registry, or an answer that is no registry's.</summary>
    Fault = 6,

    /// <summary>Something is not as it was written: <c>rn audit verify</c> says what.</summary>
    Tampered = 7,

    /// <summary>Ended by Ctrl-C.</summary>
    Interrupted = 130,
}

/// <summary>Ends a command because what was asked for makes no sense.</summary>
/// <param name="message">What is wrong, and what to give instead.</param>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Ends a command because nobody is signed in.</summary>
/// <param name="message">Why not, and how to.</param>
internal sealed class SignedOutException(string message) : Exception(message);

/// <summary>It was sent, and what became of it is not known.</summary>
/// <param name="key">The Idempotency-Key to repeat it with.</param>
/// <param name="cause">What came instead of an answer.</param>
internal sealed class InDoubtException(string key, Exception cause) : Exception(cause.Message, cause)
{
    /// <summary>The Idempotency-Key to repeat it with.</summary>
    public string Key { get; } = key;
}
