using System.Net;
using System.Net.Sockets;

namespace RecycledNumbers.Api.Access;

/// <summary>Whom a limit by address counts as one.</summary>
internal static class ClientNetwork
{
    /// <summary>The address; of IPv6 its /64. One household or machine owns a whole /64, so single addresses there would be a limit without end.</summary>
    internal static IPAddress Of(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
