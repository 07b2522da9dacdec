namespace RecycledNumbers.Grains.Owners.Sms;

/// <summary>Speaks to one kind of SMS gateway by HTTP.</summary>
internal interface ISmsGateway
{
    /// <summary>The request that hands over a message.</summary>
    /// <param name="message">A message that has passed the guard.</param>
    /// <param name="report">Where to report what becomes of it; secret.</param>
    HttpRequestMessage Request(GuardedMessage message, Uri report);

    /// <summary>What the gateway's answer means.</summary>
    ChannelResult Read(HttpResponseMessage answer);
}
