using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Batches;

/// <summary>An upload on disk, whole, until its rows are in the database. Nothing of it is looked at before it has arrived and can be unpacked to its end.</summary>
internal sealed class UploadFile : IAsyncDisposable
{
    private const int Piece = 64 * 1024;

    private readonly FileStream file;
    private readonly byte[] seal;
    private GZipStream? unpacking;

    private UploadFile(FileStream file, bool isPacked) => (this.file, seal) = (file, isPacked ? NewSeal() : []);

    /// <summary>Bytes, unpacked.</summary>
    internal long Bytes { get; private set; }

    private bool IsPacked => seal.Length > 0;

    /// <summary>Takes in a body.</summary>
    /// <exception cref="ApiException">It is larger than allowed.</exception>
    internal static async Task<UploadFile> Receive(Stream body, bool isPacked, long most, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous, BufferSize = 0 };
        // Numbers and references lie in it.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var upload = new UploadFile(new FileStream(Path.Combine(Path.GetTempPath(), $"rn-batch-{Guid.NewGuid():N}"), options), isPacked);
        try
        {
            var buffer = new byte[Piece];
            var total = 0L;
            while (await body.ReadAsync(buffer, cancellation) is var count and > 0)
            {
                if ((total += count) > most) throw new ApiException(ApiErrors.BodyTooLarge, $"A batch has at most {most} bytes.");
                await upload.file.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }

            await upload.PutSeal(cancellation);
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
    internal async Task<string> Digest(string what, long mostUnpacked, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(what + "\n"));
        var content = Open();
        var buffer = new byte[Piece + seal.Length];
        var kept = 0;
        try
        {
            while (await content.ReadAsync(buffer.AsMemory(kept), cancellation) is var count and > 0)
            {
                var clear = Math.Max(0, kept + count - seal.Length);
                if ((Bytes += clear) > mostUnpacked) throw new ApiException(ApiErrors.BodyTooLarge, $"A batch has at most {mostUnpacked} bytes once unpacked.");
                hash.AppendData(buffer, 0, clear);
                (kept, count) = (kept + count - clear, clear);
                buffer.AsSpan(count, kept).CopyTo(buffer);
            }
        }
        catch (InvalidDataException)
        {
            throw new ApiException(ApiErrors.InvalidCompression);
        }

        return buffer.AsSpan(0, kept).SequenceEqual(seal) ? Convert.ToHexStringLower(hash.GetHashAndReset()) : throw new ApiException(ApiErrors.InvalidCompression);
    }

    /// <summary>Its content from the start, unpacked. It is this object's and closes with it.</summary>
    internal Stream Open()
    {
        file.Position = 0;
        unpacking?.Dispose();
        return IsPacked ? unpacking = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
    }

    public ValueTask DisposeAsync()
    {
        unpacking?.Dispose();
        return file.DisposeAsync();
    }

    /// <summary>
    /// The framework's reader takes a gzip stream that breaks off for one that ends. So one more member is put behind it, whose content nobody can guess: only where everything
    /// before it is whole does that content come out at the end. It is blank, so that to a reader of rows it is not there.
    /// </summary>
    private static byte[] NewSeal() => [(byte)'\n', .. RandomNumberGenerator.GetItems<byte>(" \t"u8, 96)];

    private async Task PutSeal(CancellationToken cancellation)
    {
        if (!IsPacked) return;
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(seal);
        await file.WriteAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length), cancellation);
    }
}
