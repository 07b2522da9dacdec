namespace RecycledNumbers.Domain.Owners;

/// <summary>Kinds of deliveries to the destination <c>owner</c>.</summary>
public static class OwnerKinds
{
    /// <summary>To a previous owner: which services still hold the number.</summary>
    public const string Reminder = "owner.reminder";

    /// <summary>To the present owner, at the number itself: it will be deactivated.</summary>
    public const string Notice = "owner.deactivation-notice";
}
