namespace RecycledNumbers.Cli;

/// <summary>What to do about an error, by its code. A code without an entry explains itself.</summary>
internal static class Advice
{
    internal const string Unreachable = "Is the address right (rn whoami) and the registry running? Then try again in a while.";

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["unauthorized"] = "Sign in again: rn login.",
        ["invalid_client"] = "Look at client id and secret; ask the registry's operator for new ones.",
        ["invalid_scope"] = "Leave --scope out, and see what the client has: rn whoami.",
        ["forbidden"] = "This client may not do that: sign in as another one (rn login --profile NAME), and name it with --profile.",
        ["not_allowed"] = "This takes another kind of party: carriers change numbers, platforms their accounts, operators release. Name another sign-in with --profile.",
        ["not_found"] = "It is not there, or not yours. rn whoami says who asks.",
        ["invalid_number"] = "Write it as +8613800100001: plus sign, country, number, nothing else.",
        ["already_assigned"] = "rn number show says who has it; a change of owner is rn number transfer.",
        ["not_assigned"] = "Give it to a subscriber first: rn number assign.",
        ["frozen"] = "rn number show says until when. The same subscriber can have it back: rn number reinstate.",
        ["held"] = "rn number show lists the unbindings that are awaited. An operator can release it: rn number release.",
        ["suspended"] = "rn number resume comes first.",
        ["not_the_subscriber"] = "Only the subscriber of the last tenure can have it back.",
        ["not_in_your_blocks"] = "rn carrier blocks lists what is yours.",
        ["block_taken"] = "rn carrier blocks, asked by the carrier, lists what it has; give a block that no carrier has.",
        ["another_tenure"] = "The number has changed hands since: look at it again with rn number show.",
        ["idempotency_key_reused"] = "Each --key is for one command; leave it out for a new one.",
        ["idempotency_key_expired"] = "Look whether it was done: rn number history.",
        ["batch_finished"] = "Every row has its answer: rn batch results.",
        ["day_not_over"] = "Ask for an earlier day, or read what there is so far: rn feed pull.",
        ["invalid_cursor"] = "Begin again without --after, from the last daily file.",
        ["no_webhook"] = "Set one: rn webhook set URL.",
        ["bad_webhook_url"] = "Give an https address that the registry can reach.",
        ["outcome_unknown"] = "Give the same command again with the same --key.",
        ["unavailable"] = "Try again in a while.",
        ["too_many_requests"] = "Try again in a while.",
        ["number_stuck"] = "Tell the registry's operator: rn operator stuck lists it.",
        ["internal_error"] = "Tell the registry's operator the trace id.",
    };

    /// <summary>What to do, or null.</summary>
    internal static string? For(string code) => Known.GetValueOrDefault(code);

    /// <summary>The codes that have advice.</summary>
    internal static IReadOnlyCollection<string> Codes => Known.Keys;
}
