namespace RecycledNumbers.Grains.Deliveries.Webhooks;

/// <summary>What came of one request. A response's body is never read: a 2xx is a receipt, and what a receiver writes is nothing to keep.</summary>
/// <param name="Status">HTTP status, or null when there was none.</param>
/// <param name="Error">What went wrong in our own words, or null.</param>
/// <param name="RetryAfter">What a 429 or 503 asked for, as it came.</param>
internal sealed record SendResult(int? Status, string? Error = null, TimeSpan? RetryAfter = null)
{
    /// <summary>A 2xx.</summary>
    public bool Received => Status is >= 200 and <= 299;

    /// <summary>In one word, for figures.</summary>
    public string Word => Status switch
    {
        null => "no_answer",
        >= 200 and <= 299 => "delivered",
        >= 300 and <= 399 => "redirected",
        410 => "gone",
        429 => "throttled",
        >= 400 and <= 499 => "refused",
        _ => "failed",
    };

    /// <summary>The receiver says that nothing will ever be there again.</summary>
    public bool Gone => Status == 410;
}
