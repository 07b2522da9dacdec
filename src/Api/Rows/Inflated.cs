using System.IO.Compression;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Rows;

/// <summary>A body packed with gzip as it is read, up to a bound: a small file must not become endless work.</summary>
/// <remarks>
/// The framework's reader takes a stream that breaks off for one that ends. So one more member is put behind it, whose content nobody can guess: only where everything before it is whole
/// does exactly that content come out at the end.
/// </remarks>
internal sealed class Inflated : ForwardStream
{
    private readonly GzipSeal seal = new();
    private readonly Sealed source;
    private readonly GZipStream inner;
    private readonly long most;
    private long read;
    private bool isWhole;

    /// <param name="packed">Its bytes as they come; it stays open.</param>
    /// <param name="most">Bytes that may come out.</param>
    internal Inflated(Stream packed, long most)
    {
        this.most = most;
        source = new Sealed(packed, seal.Packed);
        inner = new GZipStream(source, CompressionMode.Decompress);
    }

    /// <exception cref="ApiException">It is larger than the bound, or it is no gzip, or it breaks off.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isWhole) return 0;
        try
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            // The reader asks for more only once all is out that it had: what comes after that is the seal, or what a broken stream makes of it.
            if (count == 0 || source.HasEnded) return await CheckSeal(buffer[..count], cancellationToken);
            read += count;
            return read <= most ? count : throw new ApiException(ApiErrors.BodyTooLarge, "The body is larger than this endpoint takes, once it is uncompressed.");
        }
        catch (InvalidDataException)
        {
            throw new ApiException(ApiErrors.InvalidCompression);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Nothing, where only the seal is left.</summary>
    private async ValueTask<int> CheckSeal(ReadOnlyMemory<byte> first, CancellationToken cancellation)
    {
        var rest = new byte[GzipSeal.Length + 1];
        var count = Math.Min(first.Length, rest.Length);
        first[..count].CopyTo(rest);
        if (count < rest.Length) count += await inner.ReadAtLeastAsync(rest.AsMemory(count), rest.Length - count, throwOnEndOfStream: false, cancellation);
        isWhole = seal.Is(rest.AsSpan(0, count));
        return isWhole ? 0 : throw new ApiException(ApiErrors.InvalidCompression);
    }

    /// <summary>The packed bytes with the seal behind them.</summary>
    private sealed class Sealed(Stream packed, ReadOnlyMemory<byte> seal) : ForwardStream
    {
        private ReadOnlyMemory<byte> rest = seal;

        internal bool HasEnded { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!HasEnded && await packed.ReadAsync(buffer, cancellationToken) is var count and > 0) return count;
            HasEnded = true;
            var piece = rest[..Math.Min(rest.Length, buffer.Length)];
            piece.CopyTo(buffer);
            rest = rest[piece.Length..];
            return piece.Length;
        }
    }
}
