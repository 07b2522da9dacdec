using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Hosting.Cluster;

namespace RecycledNumbers.Silo.Hosting;

/// <summary>Ports that nobody listens on. Two silos can share one silently on Linux, so an unconfigured silo never takes a fixed one, and a configured one is tried first.</summary>
internal static class FreePorts
{
    /// <summary>Free ones are sought from here on: below every system's range for outgoing connections, one of which could take the port between this look and the silo's start.</summary>
    public const int First = 20_000;

    /// <summary>So many ports are looked at.</summary>
    public const int Count = 10_000;

    private static readonly ConcurrentBag<Socket> s_promises = [];

    /// <summary>Two different ones: those that are configured, and free ones for the rest.</summary>
    /// <param name="cluster">What is configured for them.</param>
    /// <param name="promised">Ports on which nobody listens yet, but somebody will: those of the API.</param>
    /// <exception cref="StartRefusedException">A configured one is taken, or none is free.</exception>
    public static (int Silo, int Gateway) Take(ClusterSettings cluster, IReadOnlySet<int> promised)
    {
        var address = cluster.Address ?? IPAddress.Loopback;
        using var first = Listen(address, cluster.SiloPort, nameof(ClusterSettings.SiloPort), promised);
        using var second = Listen(address, cluster.GatewayPort, nameof(ClusterSettings.GatewayPort), promised);
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }

    /// <summary>The ports at which the API will listen.</summary>
    /// <exception cref="StartRefusedException">One of its addresses is none.</exception>
    public static IReadOnlySet<int> OfApi(IConfiguration configuration) =>
        (configuration["urls"] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(static endpoint => endpoint["Url"]).OfType<string>())
            .Select(PortOf)
            .ToHashSet();

    private static int PortOf(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Port;
        }
        catch (FormatException fault)
        {
            throw new StartRefusedException($"Urls: '{url}' is not an address such as {SiloHost.DefaultUrl}.", fault);
        }
    }

    private static TcpListener Listen(IPAddress address, int port, string setting, IReadOnlySet<int> promised)
    {
        if (port != 0)
        {
            return TryListen(address, port, out var listener) is { } fault
                ? throw new StartRefusedException(
                    $"{ClusterSettings.Section}:{setting} {port.ToString(CultureInfo.InvariantCulture)} can't be listened on at {address} ({fault.SocketErrorCode}). Give another, or stop what listens there.", fault)
                : listener;
        }

        var start = Random.Shared.Next(Count);
        SocketException? last = null;
        for (var step = 0; step < Count; step++)
        {
            var candidate = First + ((start + step) % Count);
            if (promised.Contains(candidate))
            {
                continue;
            }

            last = TryListen(address, candidate, out var listener);
            if (last is null && TryPromise(candidate))
            {
                return listener;
            }

            listener.Dispose();
        }

        throw new StartRefusedException(
            $"None of the ports {First.ToString(CultureInfo.InvariantCulture)}–{(First + Count - 1).ToString(CultureInfo.InvariantCulture)} can be listened on at {address} ({last?.SocketErrorCode}). Give {ClusterSettings.Section}:{setting}.", last);
    }

    /// <summary>
    /// Keeps a port for this process until it ends: between this look and the silo's start nobody listens on it, and another silo that starts would take it for free.
    /// A name in Linux's abstract namespace of sockets is seen by whoever could take the port, leaves no file behind and goes with the process (unix(7)); elsewhere chance must do.
    /// </summary>
    private static bool TryPromise(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        var promise = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            promise.Bind(new UnixDomainSocketEndPoint($"\0recycled-numbers/port/{port.ToString(CultureInfo.InvariantCulture)}"));
            s_promises.Add(promise);
            return true;
        }
        catch (SocketException)
        {
            promise.Dispose();
            return false;
        }
    }

    private static SocketException? TryListen(IPAddress address, int port, out TcpListener listener)
    {
        listener = new TcpListener(address, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return null;
        }
        catch (SocketException fault)
        {
            listener.Dispose();
            return fault;
        }
    }
}
