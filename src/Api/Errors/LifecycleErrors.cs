using System.Collections.Immutable;

namespace RecycledNumbers.Api.Errors;

/// <summary>Why the rules refused a command: each 409, each documented once. Append-only.</summary>
/// <remarks>
/// Here belongs the one exhaustive switch from the rules' <c>Refusal</c> to its error, <c>static ApiError Of(Refusal refusal)</c>.
/// An error that is added joins <see cref="All"/>, and so the documentation and its test.
/// </remarks>
public static class LifecycleErrors
{
    public static readonly ApiError NotAssigned = Refused("not_assigned", "Not assigned", "The number has no subscriber.");
    public static readonly ApiError AlreadyAssigned = Refused("already_assigned", "Already assigned", "The number already has a subscriber.");
    public static readonly ApiError Frozen = Refused("frozen", "Frozen", "The number was deactivated and rests until its freeze ends.");
    public static readonly ApiError NotFrozen = Refused("not_frozen", "Not frozen", "The number is not frozen.");
    public static readonly ApiError NotSuspended = Refused("not_suspended", "Not suspended", "The number is not suspended.");
    public static readonly ApiError AlreadySuspended = Refused("already_suspended", "Already suspended", "The number is already suspended.");
    public static readonly ApiError Held = Refused("held", "Held", "The freeze is over, but unbindings are still open and the number is held.");
    public static readonly ApiError NotTheSubscriber = Refused("not_the_subscriber", "Not the subscriber", "The subscriber is not the one of the number's last tenure.");
    public static readonly ApiError NotInYourBlocks = Refused("not_in_your_blocks", "Not in your blocks", "The number lies in no block of this carrier.");
    public static readonly ApiError FreezeNotOver = Refused("freeze_not_over", "Freeze not over", "The number's freeze has not ended yet.");

    public static ImmutableArray<ApiError> All { get; } =
        [NotAssigned, AlreadyAssigned, Frozen, NotFrozen, NotSuspended, AlreadySuspended, Held, NotTheSubscriber, NotInYourBlocks, FreezeNotOver];

    private static ApiError Refused(string code, string title, string meaning) => new(code, StatusCodes.Status409Conflict, title, meaning);
}
