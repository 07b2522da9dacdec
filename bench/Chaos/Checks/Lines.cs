namespace RecycledNumbers.Chaos.Checks;

/// <summary>Names of the lines that a run ends with. Scripts read them: add, never change.</summary>
internal static class Lines
{
    public const string Lost = "P1_lost";
    public const string Twice = "P2_twice";
    public const string TwoOwners = "P3_two_owners";
    public const string Touched = "P3_present_binding_touched";
    public const string Untyped = "P5_untyped_answers";
    public const string Early = "P6_released_early";
    public const string Overslept = "P6_overslept";
    public const string NeverDelivered = "P8_never_delivered";
    public const string Recycled = "P10_message_to_recycled_number";
    public const string HalfState = "P13_half_state";
    public const string WrongCheck = "wrong_check_after_staleness";
    public const string Order = "order_broken";

    /// <summary>Each line and what it counts.</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning)> All =
    [
        (Lost, "acknowledged commands whose event or id is not in the tables"),
        (Twice, "commands done more than once, effects that no caller asked for, refused commands with an effect, and repeats answered otherwise"),
        (TwoOwners, "tenures that began while another lasted, generations that do not follow each other, answers that name another generation"),
        (Touched, "unbindings of an account of the present tenure, and present accounts that are gone"),
        (Untyped, "server errors other than 503 outcome_unknown and unavailable"),
        (Early, "numbers released before their freeze was over"),
        (Overslept, "numbers at which something was due for more than a minute in the end"),
        (NeverDelivered, "messages to platforms that were neither taken nor given up on record, or never queued"),
        (Recycled, "messages to a number's own line, and messages of one tenure about an account of another"),
        (HalfState, "rows of numbers that do not fit their history"),
        (WrongCheck, "checks answered otherwise than the acknowledged commands before them demand"),
        (Order, "histories with gaps, or against the order in which callers saw their commands done; messages that overtook another"),
    ];

    /// <summary>A line by its name, or by the part before its first underscore where that is one line's alone.</summary>
    public static string? Find(string name) =>
        All.Where(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static l => l.Name).FirstOrDefault()
        ?? (All.Where(l => l.Name.Split('_')[0].Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static l => l.Name).FirstOrDefault());
}
