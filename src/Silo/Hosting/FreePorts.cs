using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Hosting.Cluster;

namespace RecycledNumbers.Silo.Hosting;

/// <summary>Ports that nobody listens on. Two silos can share one silently on Linux, so an unconfigured silo never takes a fixed one, and a configured one is tried first.</summary>
internal static class FreePorts
{
    /// <summary>Two different ones: those that are configured, and free ones for the rest.</summary>
    /// <exception cref="StartRefusedException">A configured one is taken.</exception>
    public static (int Silo, int Gateway) Take(ClusterSettings cluster)
    {
        var address = cluster.Address ?? IPAddress.Loopback;
        using var first = Listen(address, cluster.SiloPort, nameof(ClusterSettings.SiloPort));
        using var second = Listen(address, cluster.GatewayPort, nameof(ClusterSettings.GatewayPort));
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }

    private static TcpListener Listen(IPAddress address, int port, string setting)
    {
        var listener = new TcpListener(address, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException fault)
        {
            listener.Dispose();
            throw new StartRefusedException(
                $"{ClusterSettings.Section}:{setting} {port.ToString(CultureInfo.InvariantCulture)} can't be listened on at {address} ({fault.SocketErrorCode}). Give another, or stop what listens there.", fault);
        }
    }
}
