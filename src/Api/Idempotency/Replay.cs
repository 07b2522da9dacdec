namespace RecycledNumbers.Api.Idempotency;

/// <summary>How an answer says that it was given before.</summary>
internal static class Replay
{
    internal const string Header = "Idempotent-Replayed";

    internal static void Say(HttpContext context) => context.Response.Headers[Header] = "true";
}
