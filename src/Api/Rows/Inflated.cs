using System.IO.Compression;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Rows;

/// <summary>A compressed body as it is read, up to a bound: a small file must not become endless work.</summary>
internal sealed class Inflated(Stream compressed, long most) : ForwardStream
{
    private readonly GZipStream inner = new(compressed, CompressionMode.Decompress, leaveOpen: true);
    private long read;

    /// <exception cref="ApiException">It is larger than the bound, or it is no gzip, or it breaks off.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            read += count;
            return read <= most ? count : throw new ApiException(ApiErrors.BodyTooLarge, "The body is larger than this endpoint takes, once it is uncompressed.");
        }
        catch (InvalidDataException)
        {
            throw new ApiException(ApiErrors.InvalidBody, "The body is not gzip, or it breaks off.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
