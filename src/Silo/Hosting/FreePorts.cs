using System.Net;
using System.Net.Sockets;

namespace RecycledNumbers.Silo.Hosting;

/// <summary>Loopback ports that nobody listens on. Two silos can share one silently on Linux, so an unconfigured silo never takes a fixed one.</summary>
internal static class FreePorts
{
    /// <summary>Two different ones.</summary>
    public static (int Silo, int Gateway) Take()
    {
        using var first = Listen();
        using var second = Listen();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0) { ExclusiveAddressUse = true };
        listener.Start();
        return listener;
    }
}
