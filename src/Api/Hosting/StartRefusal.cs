using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Hosting;

/// <summary>What stops a start, as one line.</summary>
public static class StartRefusal
{
    /// <summary>The line, or null where the exception is no refusal but a defect.</summary>
    public static string? LineOf(Exception exception) => exception switch
    {
        StartRefusedException or LedgerStartException => exception.Message,
        OptionsValidationException invalid => string.Join(' ', invalid.Failures),
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } inUse => $"{inUse.Message} Set Urls to another address, or stop what listens there.",
        AggregateException { InnerExceptions: [var only] } => LineOf(only),
        _ => null,
    };
}
