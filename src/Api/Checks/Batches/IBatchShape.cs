using System.Buffers;
using RecycledNumbers.Api.Rows;

namespace RecycledNumbers.Api.Checks.Batches;

/// <summary>A format of batches: how a row is read and how its answer is written.</summary>
internal interface IBatchShape
{
    /// <summary>Reads a row; called in order. A header comes back without day, token and error: nothing is asked, and it is written in its place.</summary>
    /// <exception cref="Errors.ApiException">The body is not of this format at all.</exception>
    AskedRow Read(Row row);

    /// <summary>Writes a row with its answer, its end included.</summary>
    void Write(in AskedRow row, IBufferWriter<byte> output);
}
