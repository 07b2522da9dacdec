namespace RecycledNumbers.Domain.Deliveries;

/// <summary>A delivery as it waits in the ledger: all that its event is made of, whether it is pushed or pulled.</summary>
public interface IQueuedDelivery
{
    /// <summary>Stable id.</summary>
    string Id { get; }

    /// <summary><c>platform:wechat</c>, <c>carrier:cmcc</c>, <c>number:+86…</c>.</summary>
    string Destination { get; }

    /// <summary>Number that it is about; empty for <c>webhook.test</c>.</summary>
    string Number { get; }

    /// <summary>Tenure that it is about.</summary>
    int Generation { get; }

    /// <summary>Event type without prefix.</summary>
    string Kind { get; }

    /// <summary>A <see cref="DeliveryBody"/> as JSON.</summary>
    string Body { get; }

    /// <summary>When it was committed.</summary>
    DateTimeOffset CreatedAt { get; }
}
