using System.Net;
using System.Net.Sockets;
using System.Text;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Tests.Deliveries;

public sealed class BadReceiverTests
{
    [Fact]
    public async Task A_receiver_that_hangs_is_given_up_after_ten_seconds()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("number.deactivated");

        var round = sending.Lane().Round(CancellationToken.None);
        await receiver.Arrival();
        sending.Time.Advance(TimeSpan.FromSeconds(10));
        await round;

        sending.Ledger.Row(id).ShouldSatisfyAllConditions(r => r.Attempts.ShouldBe(1), r => r.LastStatus.ShouldBeNull(), r => r.LastError.ShouldBe("No answer within 10 s."));
    }

    [Fact]
    public async Task A_receiver_that_takes_almost_ten_seconds_is_in_time()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, _) => answer.Task;
        using var sending = new Sending().To(receiver);
        sending.Queue("number.deactivated");

        var round = sending.Lane().Round(CancellationToken.None);
        await receiver.Arrival();
        sending.Time.Advance(TimeSpan.FromSeconds(9.9));
        answer.SetResult();
        await round;

        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slow_loris_is_given_up_after_ten_seconds()
    {
        using var loris = new RawReceiver("HTTP/1.1 200 OK\r\nX-Slow: a");
        using var sending = new Sending().To(loris.Url);
        var id = sending.Queue("number.deactivated");

        var round = sending.Lane().Round(CancellationToken.None);
        await loris.Dribbled;
        sending.Time.Advance(TimeSpan.FromSeconds(10));
        await round;

        sending.Ledger.Row(id).LastError.ShouldBe("No answer within 10 s.");
    }

    [Fact]
    public async Task An_endless_body_does_not_matter_because_no_body_is_read()
    {
        using var endless = new RawReceiver("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\nand so on");
        using var sending = new Sending().To(endless.Url);
        sending.Queue("number.deactivated");

        await sending.Lane().Round(CancellationToken.None);

        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Endless_headers_are_cut_off()
    {
        using var endless = new RawReceiver("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X-More: " + new string('a', 1000) + "\r\n", 40)));
        using var sending = new Sending().To(endless.Url);
        var id = sending.Queue("number.deactivated");

        await sending.Lane().Round(CancellationToken.None);

        sending.Ledger.Row(id).LastError.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_reset_connection_is_a_failure_like_any_other()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("number.deactivated");

        await sending.Lane().Round(CancellationToken.None);

        sending.Ledger.Row(id).ShouldSatisfyAllConditions(r => r.State.ShouldBe(DeliveryState.Open), r => r.Attempts.ShouldBe(1), r => r.LastError.ShouldNotBeNull());
    }

    [Fact]
    public async Task Nobody_at_the_address_is_a_failure_like_any_other()
    {
        // Bound, so that nobody else gets the port, and not listening.
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var sending = new Sending().To($"http://{nobody.LocalEndPoint}/hook");
        var id = sending.Queue("number.deactivated");

        await sending.Lane().Round(CancellationToken.None);

        sending.Ledger.Row(id).ShouldSatisfyAllConditions(r => r.State.ShouldBe(DeliveryState.Open), r => r.LastError.ShouldBe("No connection: ConnectionRefused."));
    }

    [Fact]
    public async Task What_a_receiver_writes_is_never_kept()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) =>
        {
            http.Response.StatusCode = 500;
            return http.Response.Body.WriteAsync("canary-body"u8.ToArray()).AsTask();
        };
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("number.deactivated");

        await sending.Lane().Round(CancellationToken.None);

        sending.Ledger.Row(id).LastError.ShouldBe("HTTP 500.");
    }

    /// <summary>Answers the first request with given bytes, and then says nothing more and never ends.</summary>
    private sealed class RawReceiver : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource _dribbled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TcpClient? _client;

        public RawReceiver(string bytes)
        {
            _listener.Start();
            _ = Serve(bytes);
        }

        public string Url => $"http://{_listener.LocalEndpoint}/hook";

        public Task Dribbled => _dribbled.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public void Dispose()
        {
            _client?.Dispose();
            _listener.Dispose();
        }

        private async Task Serve(string bytes)
        {
            _client = await _listener.AcceptTcpClientAsync();
            var stream = _client.GetStream();
            _ = await stream.ReadAtLeastAsync(new byte[64 * 1024], 1);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes));
            _dribbled.SetResult();
        }
    }
}
