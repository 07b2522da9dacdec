using System.Net.Sockets;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli;

/// <summary>What is said of a fault.</summary>
/// <param name="Exit">How the program ends.</param>
/// <param name="Code">The registry's code, or one of the program's own.</param>
/// <param name="Detail">What is wrong.</param>
/// <param name="Advice">What to do, or null.</param>
/// <param name="TraceId">What to tell the registry's operator, or null.</param>
internal sealed record Said(ExitCode Exit, string Code, string Detail, string? Advice = null, string? TraceId = null);

/// <summary>Turns what can go wrong into an exit code, a sentence and advice.</summary>
internal static class Faults
{
    /// <summary>Null: nothing that this program knows of.</summary>
    internal static Said? Explain(Exception fault, CancellationToken cancellation) => fault switch
    {
        OperationCanceledException when cancellation.IsCancellationRequested => new Said(ExitCode.Interrupted, "interrupted", "Ended by Ctrl-C."),
        OperationCanceledException => new Said(ExitCode.Unreachable, "unreachable", "The registry did not answer in time.", Advice.Unreachable),
        UsageException => new Said(ExitCode.Usage, "usage", fault.Message),
        SignedOutException => new Said(ExitCode.Access, "signed_out", fault.Message),
        InDoubtException doubt => new Said(ExitCode.InDoubt, "in_doubt", "It was sent, and it is not known whether it was done.", $"Give the same command again with --key {doubt.Key}: it is done once at most."),
        AccessException { StatusCode: >= 500 or 429 } => new Said(ExitCode.Unreachable, "unavailable", fault.Message, Advice.Unreachable),
        AccessException access => new Said(ExitCode.Access, access.Error, fault.Message, Advice.For(access.Error)),
        RegistryException { Problem: { } problem } => Of(problem),
        RegistryException { StatusCode: 429 or 502 or 503 or 504 } other => new Said(ExitCode.Unreachable, "unavailable", $"Something in front of the registry answered {other.StatusCode}.", Advice.Unreachable),
        RegistryException other => new Said(ExitCode.Fault, "strange_answer", $"The answer ({other.StatusCode}) is none that this program understands.", "Is the address that of a registry, and is this program as new as it?"),
        HttpRequestException or HttpIOException or IOException { InnerException: SocketException } => new Said(ExitCode.Unreachable, "unreachable", $"The registry can't be reached: {fault.Message}", Advice.Unreachable),
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or IOException => new Said(ExitCode.Usage, "file", fault.Message),
        _ => null,
    };

    /// <summary>Whether it may have been done although no answer says so.</summary>
    internal static bool IsInDoubt(Exception fault) => fault switch
    {
        RegistryException { Problem: { } problem } => problem.Code is "outcome_unknown" or "unavailable",
        RegistryException other => other.StatusCode is 502 or 504,
        HttpRequestException broken => !NeverArrived(broken),
        _ => false,
    };

    /// <summary>Whether it is worth asking again.</summary>
    internal static bool IsPassing(Exception fault) => IsInDoubt(fault) || fault is HttpRequestException or RegistryException { StatusCode: 429 or 503 } or AccessException { StatusCode: >= 500 or 429 };

    /// <summary>Whether nothing can have come of a request: there was nobody to send it to.</summary>
    private static bool NeverArrived(HttpRequestException fault) => fault.HttpRequestError is
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static Said Of(ProblemDetails problem) => new(ExitOf(problem), problem.Code, problem.Detail, Advice.For(problem.Code), problem.TraceId);

    private static ExitCode ExitOf(ProblemDetails problem) => (problem.Status, problem.Code) switch
    {
        (401 or 403, _) => ExitCode.Access,
        (429, _) or (503, "unavailable") => ExitCode.Unreachable,
        (503, "outcome_unknown") => ExitCode.InDoubt,
        ( >= 500, _) => ExitCode.Fault,
        _ => ExitCode.Refused,
    };
}
