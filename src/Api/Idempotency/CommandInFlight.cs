namespace RecycledNumbers.Api.Idempotency;

/// <summary>The command that a request is: what must be known when its outcome is not.</summary>
public sealed class CommandInFlight
{
    internal CommandInFlight(CommandKey key, string party, string? number) => (Key, Party, Number) = (key, party, number);

    /// <summary>Its id and fingerprint.</summary>
    public CommandKey Key { get; }

    /// <summary>Whose it is.</summary>
    public string Party { get; }

    /// <summary>The number that it is about: the route's, or set by the handler before it calls the grain. Null: an outcome in doubt has no operation to ask, only a retry.</summary>
    public string? Number { get; set; }

    /// <summary>The command of this request.</summary>
    public static ValueTask<CommandInFlight> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));

    internal static CommandInFlight Of(HttpContext context) =>
        context.Features.Get<CommandInFlight>() ?? throw new InvalidOperationException($"{context.GetEndpoint()?.DisplayName} is no command: it lacks AsCommand().");
}
