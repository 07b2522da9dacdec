using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Grains.Answers;

namespace RecycledNumbers.Grains.Deliveries.Endpoints;

/// <summary>A party's endpoint as it is stored. Secrets are sealed; nothing here opens them.</summary>
[GenerateSerializer, Immutable, Alias("rn.EndpointState")]
internal sealed record EndpointState
{
    /// <summary>How long a former secret goes on signing.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>Format of this record.</summary>
    [Id(0)] public int Format { get; init; } = 1;

    /// <summary>Endpoint, or null: the party pulls.</summary>
    [Id(1)] public EndpointSettings? Settings { get; init; }

    /// <summary>Sealed secret.</summary>
    [Id(2)] public string? Secret { get; init; }

    /// <summary>Sealed former secret.</summary>
    [Id(3)] public string? Former { get; init; }

    /// <summary>Until when the former secret signs too.</summary>
    [Id(4)] public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>Answers given; sealed, since they hold secrets.</summary>
    [Id(5)] public AnswerMemory Answers { get; init; } = AnswerMemory.Empty;

    /// <summary>With a new secret; the present one, if any, stays valid for a day. One that was still in its own day goes at once.</summary>
    public EndpointState Rotate(string secret, DateTimeOffset now) =>
        this with { Secret = secret, Former = Secret, FormerUntil = Secret is null ? null : now + Overlap };

    /// <summary>Sealed secrets that sign now, newest first.</summary>
    public IEnumerable<string> Signing(DateTimeOffset now)
    {
        if (Secret is not null)
        {
            yield return Secret;
        }

        if (Former is not null && FormerUntil > now)
        {
            yield return Former;
        }
    }

    /// <summary>As its party sees it.</summary>
    public EndpointView? View(DateTimeOffset now, string? secret = null) =>
        Settings is null ? null : new EndpointView { Settings = Settings, Secret = secret, FormerSecretUntil = FormerUntil > now ? FormerUntil : null };
}
