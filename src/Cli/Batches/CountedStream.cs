namespace RecycledNumbers.Cli.Batches;

/// <summary>A file that says how much of it has been read.</summary>
internal sealed class CountedStream(FileStream file, CountedStream.Counter counter) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Counted(file.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Counted(await file.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Counted(int read)
    {
        counter.Read(file.Position);
        return read;
    }

    /// <summary>Read by whoever draws the bar, written by whoever sends.</summary>
    internal sealed class Counter
    {
        private long bytes;

        public long Bytes => Volatile.Read(ref bytes);

        public void Read(long position) => Volatile.Write(ref bytes, position);
    }
}
