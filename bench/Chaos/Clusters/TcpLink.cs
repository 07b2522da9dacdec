using System.Net;
using System.Net.Sockets;

namespace RecycledNumbers.Chaos.Clusters;

/// <summary>Which way a link lets bytes through.</summary>
internal enum LinkState
{
    /// <summary>Both ways.</summary>
    Open,

    /// <summary>Neither way: nothing is lost or closed, it just never arrives, as behind a firewall that drops.</summary>
    Cut,

    /// <summary>What the caller sends arrives; the answers do not.</summary>
    NoAnswers,
}

/// <summary>A TCP connection from one process to another by way of the harness, so that it can be cut without either noticing. For the ways that no network namespace is needed for.</summary>
internal sealed class TcpLink : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Socket listener;
    private readonly CancellationTokenSource end = new();
    private readonly Task accepting;
    private readonly int to;

    /// <summary>Takes what comes to a listening socket.</summary>
    /// <param name="listener">Where it begins; it goes with the link.</param>
    /// <param name="to">The loopback port that it leads to.</param>
    public TcpLink(Socket listener, int to)
    {
        (this.listener, this.to) = (listener, to);
        accepting = Task.Run(Accept);
    }

    /// <summary>The port that it begins at.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    /// <summary>A link that begins at a free loopback port.</summary>
    public static TcpLink To(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(512);
        return new TcpLink(socket, port);
    }

    /// <summary>What it lets through.</summary>
    public LinkState State { get; set; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await accepting;
        end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Carry(await listener.AcceptAsync(end.Token));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private async Task Carry(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (near)
        {
            near.NoDelay = true;
            try
            {
                await Passable(static state => state != LinkState.Cut);
                await far.ConnectAsync(IPAddress.Loopback, to, end.Token);
                await Task.WhenAny(
                    Pump(near, far, static state => state != LinkState.Cut),
                    Pump(far, near, static state => state == LinkState.Open));
            }
            catch (Exception fault) when (fault is SocketException or OperationCanceledException)
            {
                // Closed at one end: the other is closed too.
            }
        }
    }

    private async Task Pump(Socket from, Socket into, Func<LinkState, bool> passes)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, end.Token) is var read and > 0)
        {
            await Passable(passes);
            await into.SendAsync(buffer.AsMemory(0, read), end.Token);
        }
    }

    private async Task Passable(Func<LinkState, bool> passes)
    {
        while (!passes(State))
        {
            await Task.Delay(Look, TimeProvider.System, end.Token);
        }
    }
}
