using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Rows;

namespace RecycledNumbers.Api.Batches;

/// <summary>An upload on disk, whole, until its rows are in the database. Nothing of it is looked at before it has arrived and can be unpacked to its end.</summary>
internal sealed class UploadFile : IAsyncDisposable
{
    private const int Piece = 64 * 1024;

    private readonly FileStream file;
    private readonly bool isGzip;
    private readonly long mostUnpacked;
    private Inflated? unpacking;

    private UploadFile(FileStream file, bool isGzip, long mostUnpacked) => (this.file, this.isGzip, this.mostUnpacked) = (file, isGzip, mostUnpacked);

    /// <summary>Bytes, unpacked.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Takes in a body.</summary>
    /// <exception cref="ApiException">It is larger than allowed.</exception>
    internal static async Task<UploadFile> Receive(Stream body, bool isGzip, long most, long mostUnpacked, CancellationToken cancellation)
    {
        var upload = new UploadFile(TemporaryFile.Create("rn-batch"), isGzip, mostUnpacked);
        try
        {
            var buffer = new byte[Piece];
            var total = 0L;
            while (await body.ReadAsync(buffer, cancellation) is var count and > 0)
            {
                if ((total += count) > most) throw new ApiException(ApiErrors.BodyTooLarge, $"A batch has at most {most} bytes.");
                await upload.file.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }

            return upload;
        }
        catch
        {
            await upload.DisposeAsync();
            throw;
        }
    }

    /// <summary>SHA-256 over what it is and every byte of it, unpacked; hex.</summary>
    /// <exception cref="ApiException">It can't be unpacked to its end, or into more than allowed.</exception>
    internal async Task<string> Digest(string what, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(what + "\n"));
        var content = Open();
        var buffer = new byte[Piece];
        while (await content.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            Bytes += count;
            hash.AppendData(buffer, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Its content from the start, unpacked. It is this object's and closes with it.</summary>
    internal Stream Open()
    {
        file.Position = 0;
        unpacking?.Dispose();
        return isGzip ? unpacking = new Inflated(file, mostUnpacked) : file;
    }

    public ValueTask DisposeAsync()
    {
        unpacking?.Dispose();
        return file.DisposeAsync();
    }
}
