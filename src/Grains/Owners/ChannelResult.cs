using RecycledNumbers.Grains.Deliveries.Webhooks;

namespace RecycledNumbers.Grains.Owners;

/// <summary>What a mail server or SMS gateway did with a message.</summary>
/// <param name="Taken">It has it.</param>
/// <param name="Bounced">It says that there is no such recipient.</param>
/// <param name="Status">SMTP or HTTP status, or null.</param>
/// <param name="Error">What went wrong, in our own words: what a server writes may hold the address.</param>
internal sealed record ChannelResult(bool Taken, bool Bounced, int? Status, string? Error = null)
{
    public static ChannelResult Received(int status) => new(Taken: true, Bounced: false, status);

    public static ChannelResult Bounce(int status) => new(Taken: false, Bounced: true, status, "No such recipient.");

    public static ChannelResult Failure(int? status, string error) => new(Taken: false, Bounced: false, status, error);

    /// <summary>A failure as the retry schedule knows it.</summary>
    public SendResult AsFailure() => new(Status, Error);
}
