using System.Diagnostics.Tracing;
using System.Net;
using System.Net.Sockets;
using RecycledNumbers.Grains.Deliveries.Webhooks;

namespace RecycledNumbers.Grains.Tests.Deliveries.Webhooks;

/// <summary>What happens at connect time, whatever was let through when the URL was set.</summary>
[Collection(Alone.Name)]
public sealed class WebhookConnectTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.8.7")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("[::127.0.0.1]")]
    public async Task Loopback_in_any_spelling_gets_no_connection(string host)
    {
        using var canary = new Canary();

        (await Send($"https://{host}:{canary.Port}/", allowLoopback: false)).ShouldBe("The address is not allowed, or its name does not resolve.");

        canary.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("[fd00::1]")]
    [InlineData("[fe80::1]")]
    [InlineData("[ff02::1]")]
    [InlineData("[fec0::1]")]
    [InlineData("[64:ff9b::a00:1]")]
    [InlineData("[2002:7f00:1::]")]
    [InlineData("[::ffff:169.254.169.254]")]
    public async Task Addresses_inside_are_refused_even_where_loopback_is_allowed(string host)
    {
        (await Send($"https://{host}/", allowLoopback: false)).ShouldBe("The address is not allowed, or its name does not resolve.");
        (await Send($"https://{host}/", allowLoopback: true)).ShouldBe("The address is not allowed, or its name does not resolve.");
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    public async Task The_unspecified_address_gets_no_connection_and_is_a_failure_like_any_other(string host)
    {
        using var canary = new Canary();

        (await Send($"https://{host}:{canary.Port}/", allowLoopback: true)).ShouldNotBeNull();

        canary.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task The_canary_is_alive()
    {
        using var canary = new Canary();

        await Send($"https://127.0.0.1:{canary.Port}/", allowLoopback: true);

        canary.Connections.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_what_was_checked_is_what_is_connected_to()
    {
        await using var receiver = await Receiver.Start();
        using var lookups = new Lookups();

        (await Send(receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), allowLoopback: true)).ShouldBeNull();

        lookups.Of("localhost").ShouldBe(1);
    }

    [Fact]
    public async Task Plain_http_is_refused_outside_Development()
    {
        await using var receiver = await Receiver.Start();

        (await Send(receiver.Url, allowLoopback: false)).ShouldBe("The address is not allowed, or its name does not resolve.");

        receiver.Requests.ShouldBeEmpty();
    }

    private static async Task<string?> Send(string url, bool allowLoopback)
    {
        using var sending = new Sending(new WebhookOptions { AllowLoopback = allowLoopback }).To(url);
        var row = sending.Ledger.Row(sending.Queue("number.deactivated"));
        return (await sending.Sender.Send(sending.Endpoint!, [row], CancellationToken.None)).Error;
    }

    /// <summary>Listens on one port of every address, IPv4 and IPv6, and closes what connects.</summary>
    private sealed class Canary : IDisposable
    {
        private readonly TcpListener _listener = TcpListener.Create(0);
        private int _connections;

        public Canary()
        {
            _listener.Start();
            _ = Count();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Connections => Volatile.Read(ref _connections) + (_listener.Pending() ? 1 : 0);

        public void Dispose() => _listener.Dispose();

        private async Task Count()
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _connections);
            }
        }
    }

    private sealed class Lookups : EventListener
    {
        private readonly Lock _lock = new();
        private readonly List<string> _hosts = [];

        public int Of(string host)
        {
            lock (_lock)
            {
                return _hosts.Count(h => h == host);
            }
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "System.Net.NameResolution")
            {
                EnableEvents(eventSource, EventLevel.Informational);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData is { EventName: "ResolutionStart", Payload: [string host, ..] })
            {
                lock (_lock)
                {
                    _hosts.Add(host);
                }
            }
        }
    }
}
