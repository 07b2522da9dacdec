using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Logs;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Hosting.Telemetry;

/// <summary>Request paths, grain keys and faults hold telephone numbers: they are masked before a span leaves the process.</summary>
internal sealed class MaskedSpans : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        data.DisplayName = MaskedNumbers.In(data.DisplayName);
        if (data.StatusDescription is { } description) data.SetStatus(data.Status, MaskedNumbers.In(description));
        foreach (var (name, value) in data.TagObjects.ToArray())
        {
            if (Masked(value) is { } masked) data.SetTag(name, masked);
        }

        // An event's tags can't be changed, and of what is recorded here only exceptions are events: their text stays at home, in the log.
        if (data.Events.Any(happened => happened.Tags.Any(tag => Masked(tag.Value) is not null))) data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <summary>The masked text, or null where there is nothing to mask.</summary>
    internal static string? Masked(object? value)
    {
        if (value is null or bool or int or long or double) return null;
        var text = value.ToString() ?? "";
        var masked = MaskedNumbers.In(text);
        return ReferenceEquals(masked, text) || masked == text ? null : masked;
    }
}

/// <summary>As <see cref="MaskedSpans"/>, for log records: the program's own are masked where they are made, a library's need not be.</summary>
internal sealed class MaskedLogs : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.FormattedMessage is { } message) data.FormattedMessage = MaskedNumbers.In(message);
        if (data.Attributes is { } attributes && attributes.Any(a => MaskedSpans.Masked(a.Value) is not null))
            data.Attributes = [.. attributes.Select(static a => new KeyValuePair<string, object?>(a.Key, MaskedSpans.Masked(a.Value) ?? a.Value))];
        if (data.Exception is { } fault && MaskedSpans.Masked(fault.ToString()) is not null) data.Exception = null;
    }
}
