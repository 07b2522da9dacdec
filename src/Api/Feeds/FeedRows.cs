namespace RecycledNumbers.Api.Feeds;

/// <summary>What happened to a number on which the platform had an account.</summary>
/// <remarks><c>event</c>: deactivated, reinstated, transferred; ported (another carrier, the same owner), suspended and resumed end no tenure and unbind nothing. <c>tenureToken</c>: The tenure that it happened in; of a transfer, the one that it ended. <c>at</c>: When it was recorded. <c>effectiveAt</c>: When a deactivated number's tenure ended, else null. <c>frozenUntil</c>: Until when a deactivated number rests at least, else null.</remarks>
internal sealed record BindingChange(string Number, string Event, string TenureToken, DateTimeOffset At, DateTimeOffset? EffectiveAt, DateTimeOffset? FrozenUntil);

/// <summary>A number whose subscriber changed.</summary>
/// <remarks><c>event</c>: deactivated; reinstated (the same subscriber has it again: strike it off); transferred (another subscriber, with no rest). Ports and suspensions are not in it. <c>month</c>: When, in the number's country, YYYY-MM.</remarks>
internal sealed record NumberChange(string Number, string Event, string Month);
