using Microsoft.Win32.SafeHandles;

namespace RecycledNumbers.Api.Rows;

/// <summary>A request body that is taken in as fast as it comes, on disk, while it is being read from the start.</summary>
/// <remarks>
/// Many clients send everything before they read a byte of the answer. Were the body read only as fast as answers leave, such a client and this server would
/// wait for each other for ever; were it kept in memory, a few uploads would fill it.
/// </remarks>
internal sealed class Spool : ForwardStream
{
    private readonly FileStream spooled;
    private readonly SafeFileHandle file;
    private readonly SemaphoreSlim arrived = new(0);
    private readonly CancellationTokenSource stopping;
    private readonly Task pump;

    private long written;
    private long read;
    private volatile bool complete;

    internal Spool(Stream body, CancellationToken cancellation)
    {
        spooled = TemporaryFile.Create("rn-rows");
        file = spooled.SafeFileHandle;
        stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        pump = Pump(body);
    }

    /// <summary>All that has arrived was read, and more may come: whoever holds answers back for better company sends them now.</summary>
    internal bool IsWaiting => !complete && Volatile.Read(ref written) == Volatile.Read(ref read);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var wasComplete = complete;
            var there = Volatile.Read(ref written) - read;
            if (there > 0)
            {
                var count = await RandomAccess.ReadAsync(file, buffer[..(int)Math.Min(buffer.Length, there)], read, cancellationToken);
                read += count;
                return count;
            }

            if (wasComplete)
            {
                // Where the body broke off, its fault belongs to the reader.
                await pump;
                return 0;
            }

            await arrived.WaitAsync(cancellationToken);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await spooled.DisposeAsync();
        arrived.Dispose();
        stopping.Dispose();
        await base.DisposeAsync();
    }

    private async Task Pump(Stream body)
    {
        try
        {
            var buffer = new byte[128 * 1024];
            while (await body.ReadAsync(buffer, stopping.Token) is var count and > 0)
            {
                await RandomAccess.WriteAsync(file, buffer.AsMemory(0, count), written, stopping.Token);
                Volatile.Write(ref written, written + count);
                arrived.Release();
            }
        }
        finally
        {
            complete = true;
            arrived.Release();
        }
    }
}
