using System.Collections.Immutable;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Grains.Answers;

/// <summary>The last answers of a grain that changes rarely: its newest 64, for 30 days. Part of its state, so that a command and its answer are one write.</summary>
[GenerateSerializer, Immutable, Alias("rn.AnswerMemory")]
internal sealed record AnswerMemory
{
    /// <summary>How many are kept.</summary>
    public const int Most = 64;

    /// <summary>How long they are kept.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Nothing yet.</summary>
    public static readonly AnswerMemory Empty = new();

    /// <summary>Oldest first.</summary>
    [Id(0)] public ImmutableArray<RememberedAnswer> Answers { get; init; } = [];

    /// <summary>What a command was answered when it came first, a refusal when its key was used for another, or null when it is new.</summary>
    /// <param name="id">The command's id.</param>
    /// <param name="now">The instant.</param>
    /// <param name="read">Reads (and opens, where it was sealed) the answer's text.</param>
    public Reply<T>? Recall<T>(CommandId id, DateTimeOffset now, Func<string, T> read)
    {
        var known = Kept(now).FirstOrDefault(a => a.Key == id.Key);
        return known switch
        {
            null => null,
            _ when known.Fingerprint != id.Fingerprint => new Reply<T>(Refusal.KeyReused, default),
            _ => new Reply<T>(null, read(known.Answer), Replayed: true),
        };
    }

    /// <summary>One answer more; the text is sealed by the caller where it holds a secret.</summary>
    public AnswerMemory With(CommandId id, string answer, DateTimeOffset now) =>
        new() { Answers = [.. Kept(now).TakeLast(Most - 1), new RememberedAnswer(id.Key, id.Fingerprint, now, answer)] };

    private IEnumerable<RememberedAnswer> Kept(DateTimeOffset now) => Answers.IsDefault ? [] : Answers.Where(a => a.At + Longest > now);
}

/// <summary>One answer.</summary>
/// <param name="Key">The command's key.</param>
/// <param name="Fingerprint">Of its content.</param>
/// <param name="At">When it was accepted.</param>
/// <param name="Answer">What was answered, as text; sealed where it holds a secret.</param>
[GenerateSerializer, Immutable, Alias("rn.RememberedAnswer")]
internal sealed record RememberedAnswer(
    [property: Id(0)] string Key,
    [property: Id(1)] string Fingerprint,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Answer);
