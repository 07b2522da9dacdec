namespace RecycledNumbers.Grains.Numbers;

/// <summary>A call that comes by once and not again soon, such as a batch's: a number that it woke goes to rest at once, so that a million rows do not leave a million activations.</summary>
internal static class Passing
{
    public const string Key = "rn.passing";

    public static bool Call => RequestContext.Get(Key) is true;
}
