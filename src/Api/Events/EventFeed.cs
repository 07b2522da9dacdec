using System.Text.Json;
using System.Text.Json.Nodes;
using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Api.Events;

/// <summary>SEAM until the deliveries' EventEnvelope is here: a delivery as its CloudEvents 1.0 event.</summary>
internal sealed class EventFeed(TenureTokens tokens)
{
    internal JsonElement EventOf(DeliveryRow row)
    {
        var data = JsonNode.Parse(row.Body)!.AsObject();
        data["number"] = row.Number;
        var token = tokens.For(Party.Parse(row.Destination), row.Number, row.Generation);
        if (token is not null) data["tenureToken"] = token;
        var happened = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = row.Id,
            ["source"] = "urn:recycled-numbers",
            ["type"] = "recycled-numbers." + row.Kind,
            ["time"] = row.CreatedAt.ToString("O"),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };
        return JsonSerializer.SerializeToElement(happened);
    }
}
