using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Api.Webhooks;

/// <param name="Url">https address that events are sent to.</param>
/// <param name="Batch">Whether several events may come in one CloudEvents batch.</param>
/// <param name="Events">Types to send, without prefix; all unless said.</param>
internal sealed record WebhookRequest(
    [property: Text(1, 500)] string Url,
    bool Batch = false,
    [property: Length(0, 30, ErrorMessage = "give at most 30 types"), Word("^[a-z]+(\\.[a-z-]+)+$", "types such as number.deactivated", 60)] string[]? Events = null) : IRequestBody
{
    string? IRequestBody.Flaw() =>
        Uri.TryCreate(Url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? null : "url: give an absolute https address.";
}

/// <summary>A webhook.</summary>
/// <remarks><c>secret</c>: Signing secret, only in the answer that made it. <c>formerSecretUntil</c>: Until when the former secret signs too, or null.</remarks>
internal sealed record WebhookAnswer(
    string Url,
    bool Batch,
    ImmutableArray<string> Events,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret,
    DateTimeOffset? FormerSecretUntil)
{
    internal static WebhookAnswer Of(EndpointView view) => new(view.Settings.Url, view.Settings.Batch, view.Settings.Events, view.Secret, view.FormerSecretUntil);
}

/// <summary>A delivery that was queued.</summary>
internal sealed record QueuedAnswer(string Id);

/// <summary>A delivery to the caller.</summary>
/// <remarks><c>type</c>: Event type. <c>number</c>: Number that it is about, or null. <c>state</c>: open, pull (waits to be pulled), acknowledged (was pulled) or dead (given up; may be replayed). <c>nextAttempt</c>: When it is tried next, while it is open. <c>lastStatus</c>: HTTP status of the last attempt, or null. <c>lastError</c>: What went wrong last, or null.</remarks>
internal sealed record DeliveryAnswer(
    string Id, string Type, string? Number, DeliveryState State, DateTimeOffset CreatedAt, DateTimeOffset? NextAttempt, int Attempts, int? LastStatus, string? LastError)
{
    internal static DeliveryAnswer Of(DeliveryRow row) => new(
        row.Id, "recycled-numbers." + row.Kind, row.Number.Length == 0 ? null : row.Number, row.State, row.CreatedAt,
        row.State == DeliveryState.Open ? row.NextAttempt : null, row.Attempts, row.LastStatus, row.LastError);
}
