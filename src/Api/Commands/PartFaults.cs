using RecycledNumbers.Api.Errors;
using RecycledNumbers.Contracts.Faults;

namespace RecycledNumbers.Api.Commands;

/// <summary>A fault of one part of a request as that part's own error: the others must not be lost with it.</summary>
internal static class PartFaults
{
    /// <summary>The error, or null for a fault that ends the whole request.</summary>
    internal static ApiError? Of(Exception fault) => fault switch
    {
        ApiException known => known.Error,
        RegistryUnavailableException => ApiErrors.Unavailable,
        NumberStuckException => ApiErrors.NumberStuck,
        CommandRejectedException => ApiErrors.InternalError,
        _ when InDoubt.Is(fault) => ApiErrors.OutcomeUnknown,
        _ => null,
    };
}
