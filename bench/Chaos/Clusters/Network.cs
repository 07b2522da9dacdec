using System.Diagnostics;
using System.Globalization;

namespace RecycledNumbers.Chaos.Clusters;

/// <summary>A network of the harness's own on this machine: a bridge, and a namespace per silo whose packets can be dropped one way and the other. Needs root and iproute2.</summary>
internal sealed class Network : IAsyncDisposable
{
    private const string Nowhere = "02:00:00:00:00:fe";
    private static int made;

    private readonly string bridge;
    private readonly List<string> places = [];
    private readonly int subnet;

    private Network(string bridge, int subnet) => (this.bridge, this.subnet) = (bridge, subnet);

    /// <summary>Whether this machine lets us.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/sbin/ip") && File.Exists("/usr/bin/nsenter");

    /// <summary>The harness's, the gateway's and the receivers' own address in it.</summary>
    public string Here => $"10.77.{subnet}.1";

    /// <summary>Makes the bridge.</summary>
    public static async Task<Network> Create()
    {
        // Two runs at once must not meet: the name is the process's, and the subnet goes with it.
        var name = string.Create(CultureInfo.InvariantCulture, $"rnc{Environment.ProcessId % 1_000_000}x{Interlocked.Increment(ref made)}");
        var network = new Network(name, (Environment.ProcessId + made) % 250);
        // The bridge has a namespace too: a firewall of this machine (Docker's, say) drops what is forwarded between bridged neighbours.
        await Ip($"netns add {name}");
        await Ip($"-n {name} link add hub type bridge");
        await Ip($"-n {name} link set hub up");
        await Ip($"link add {name} type veth peer name here netns {name}");
        await Ip($"-n {name} link set here master hub up");
        await Ip($"addr add {network.Here}/24 dev {name}");
        await Ip($"link set {name} up");
        return network;
    }

    /// <summary>One more place in it.</summary>
    public async Task<NetworkPlace> Add(int index)
    {
        var (name, address) = ($"{bridge}p{index}", $"10.77.{subnet}.{10 + index}");
        await Ip($"netns add {name}");
        lock (places)
        {
            places.Add(name);
        }

        await Ip($"-n {bridge} link add v{index} type veth peer name eth0 netns {name}");
        await Ip($"-n {bridge} link set v{index} master hub up");
        await Ip($"-n {name} addr add {address}/24 dev eth0");
        await Ip($"-n {name} link set lo up");
        await Ip($"-n {name} link set eth0 up");
        return new NetworkPlace(name, address);
    }

    /// <summary>From now on nothing that a place sends to an address arrives; the sender is not told.</summary>
    public static Task Drop(NetworkPlace from, string to) => Ip($"-n {from.Name} neigh replace {to} lladdr {Nowhere} nud permanent dev eth0");

    /// <summary>It arrives again.</summary>
    public static Task Mend(NetworkPlace from, string to) => Ip($"-n {from.Name} neigh del {to} dev eth0");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var place in places)
        {
            await Ip($"netns del {place}");
        }

        await Ip($"netns del {bridge}");
    }

    private static async Task Ip(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/sbin/ip", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {arguments}: {error.Trim()}");
        }
    }
}

/// <summary>A network namespace with one address.</summary>
internal sealed record NetworkPlace(string Name, string Address)
{
    /// <summary>The command that starts a program in it, with the same process id.</summary>
    public IReadOnlyList<string> Within => ["/usr/bin/nsenter", $"--net=/run/netns/{Name}"];
}
