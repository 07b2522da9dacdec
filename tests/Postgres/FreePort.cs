using System.Net;
using System.Net.Sockets;

namespace RecycledNumbers.Postgres;

/// <summary>Loopback ports for servers that are about to start.</summary>
public static class FreePort
{
    /// <summary>Below every system's range for outgoing connections, any of which could take the port before the server does; and below those that a silo takes for itself.</summary>
    private const int First = 10_000;

    private const int Count = 10_000;

    private static int s_last = Random.Shared.Next(Count);

    /// <summary>One that nobody listens on, never the same twice in a process.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody's: the next one.
            }
        }
    }
}
