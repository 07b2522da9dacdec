using System.Text.Json;
using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Cli.Audit;

/// <summary>An export as the registry gives it (<c>GET /v1/audit/{number}</c>).</summary>
internal sealed record ExportFile(string Number, IReadOnlyList<ExportedEvent> Events, IReadOnlyList<string> Roots)
{
    /// <summary>How what the registry sends is read: nothing may be missing.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <exception cref="UsageException">It is no export.</exception>
    internal static async Task<ExportFile> Read(Stream file, CancellationToken cancellation)
    {
        try
        {
            // Members of a list may be null in JSON, whatever their type says.
            return await JsonSerializer.DeserializeAsync<ExportFile>(file, Json, cancellation) is { } export && export.Events.All(static happened => happened is not null) && export.Roots.All(static root => root is not null)
                ? export
                : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new UsageException("This file is no export of 'rn audit export'.");
        }
    }
}

/// <summary>One event of it.</summary>
internal sealed record ExportedEvent(
    long Sequence, DateTimeOffset At, int Generation, string Type, string Actor, string Cause, string Data, string? Salt, string Content, string Hash, ExportedProof? Proof);

/// <summary>Where it is in a root's tree.</summary>
internal sealed record ExportedProof(long Root, int? Place, IReadOnlyList<string> Path);

/// <summary>An event as an auditor is given it (<c>GET /v1/audit/roots/{index}/events</c>, <c>GET /v1/audit/events</c>).</summary>
internal sealed record AuditedRow(string Number, long Sequence, DateTimeOffset At, int Generation, string Type, string Actor, string Cause, string Data, string Salt, string? Hash, string Cursor)
{
    /// <summary>The hash that stands in the row; null where none does, or none that is a hash.</summary>
    internal AuditHash? Stored => AuditHash.TryParse(Hash, out var hash) ? hash : null;

    /// <summary>The hash that it has by what it says.</summary>
    internal AuditHash After(AuditHash previous) => EventChain.Next(previous, new ChainedEvent(Number, Sequence, Microseconds(At), Generation, Type, Actor, Sealed));

    private AuditHash Sealed => EventChain.Content(AuditHash.TryParse(Salt, out var salt) ? salt : default, Cause, Data);

    internal static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}

/// <summary>Where a number's history ends by its own record (<c>GET /v1/audit/ends</c>).</summary>
internal sealed record EndRow(string Number, long? Sequence, long ChainSequence, string ChainHash);
