namespace RecycledNumbers.Domain.Owners;

/// <summary>Kinds of deliveries to the destinations <c>owner</c> and <c>holder</c>.</summary>
public static class OwnerKinds
{
    /// <summary>To a previous owner: which services still hold the number.</summary>
    public const string Reminder = "owner.reminder";

    /// <summary>To the present owner, at the number itself: it will be deactivated.</summary>
    public const string Notice = "owner.deactivation-notice";

    /// <summary>To the present holder, at the number itself: a one-time code. The only kind of the destination <c>holder</c>.</summary>
    public const string Code = "holder.code";
}
