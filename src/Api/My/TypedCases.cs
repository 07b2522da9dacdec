using RecycledNumbers.Api.Cases;
using RecycledNumbers.Domain.Interceptions;

namespace RecycledNumbers.Api.My;

/// <summary>What was typed into the form of a complaint.</summary>
public sealed record TypedComplaint(string Kind = "", string Category = "", string Sender = "", string Text = "")
{
    private const int LongestSender = 80;
    private const int LongestCategory = 40;

    /// <summary>Key of the text that says what is wrong, or null.</summary>
    internal string? Problem { get; init; }

    /// <summary>The same, with what is wrong.</summary>
    internal TypedComplaint Checked() => this with
    {
        Problem = Kind.Length == 0 ? "complaint.noKind"
            : Text.Length > ComplaintRequest.LongestText ? "complaint.tooLong"
            : Sender.Length > LongestSender || Category.Length > LongestCategory || (Category.Length == 0) == (Sender.Length == 0) ? "complaint.oneOf"
            : null,
    };
}

/// <summary>What was typed into the form of an interception.</summary>
public sealed record TypedSenders(string By = "", string Value = "")
{
    /// <summary>Key of the text that says what is wrong, or null.</summary>
    internal string? Problem { get; init; }

    /// <summary>As people type it: blanks and hyphens do not matter, and 00 is the plus sign; a Chinese beginning may leave its country out. Null: no such senders.</summary>
    internal Senders? Read() => By switch
    {
        "number" => Senders.TryParse(SendersBy.Number, HolderNumber.Read(Value)?.Value),
        "prefix" => Senders.TryParse(SendersBy.Prefix, Beginning(Value)),
        _ => Senders.TryParse(SendersBy.Category, By),
    };

    private static string Beginning(string typed)
    {
        var text = new string([.. typed.Where(static c => !char.IsWhiteSpace(c) && c is not ('-' or '(' or ')' or '.'))]);
        return text.StartsWith("00", StringComparison.Ordinal) ? "+" + text[2..] : text.StartsWith('+') ? text : "+86" + text;
    }
}
