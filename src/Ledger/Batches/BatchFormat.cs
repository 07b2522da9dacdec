using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RecycledNumbers.Ledger.Batches;

/// <summary>How a chunk's rows and results are stored: a JSON array, deflated. Refusals stand in it by number, which are never reused.</summary>
public static class BatchFormat
{
    /// <summary>Packed rows.</summary>
    public static byte[] Pack(IReadOnlyList<BatchRow> rows) => Pack(stream => JsonSerializer.Serialize(stream, rows, BatchJson.Default.IReadOnlyListBatchRow));

    /// <summary>Packed results; null for a row that has none yet.</summary>
    public static byte[] Pack(BatchRowResult?[] results) => Pack(stream => JsonSerializer.Serialize(stream, results, BatchJson.Default.BatchRowResultArray));

    /// <summary>The rows of a chunk.</summary>
    public static BatchRow[] Rows(BatchChunk chunk) => JsonSerializer.Deserialize(Unpack(chunk.Body), BatchJson.Default.BatchRowArray)!;

    /// <summary>The results of a chunk so far, one for each of its rows.</summary>
    public static BatchRowResult?[] Results(BatchChunk chunk, int rows) =>
        chunk.Results is { } packed ? JsonSerializer.Deserialize(Unpack(packed), BatchJson.Default.BatchRowResultArray)! : new BatchRowResult?[rows];

    private static byte[] Pack(Action<Stream> write)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
        {
            write(deflate);
        }

        return packed.ToArray();
    }

    private static DeflateStream Unpack(byte[] packed) => new(new MemoryStream(packed), CompressionMode.Decompress);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IReadOnlyList<BatchRow>))]
[JsonSerializable(typeof(BatchRow[]))]
[JsonSerializable(typeof(BatchRowResult[]))]
internal sealed partial class BatchJson : JsonSerializerContext;
