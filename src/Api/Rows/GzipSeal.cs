using System.IO.Compression;
using System.Security.Cryptography;

namespace RecycledNumbers.Api.Rows;

/// <summary>A gzip member with content that nobody can guess.</summary>
internal sealed class GzipSeal
{
    /// <summary>Bytes of its content.</summary>
    internal const int Length = 32;

    private readonly byte[] content = RandomNumberGenerator.GetBytes(Length);

    internal GzipSeal()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        Packed = packed.ToArray();
    }

    /// <summary>The whole member.</summary>
    internal ReadOnlyMemory<byte> Packed { get; }

    /// <summary>Whether these bytes are its content.</summary>
    internal bool Is(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual(content);
}
