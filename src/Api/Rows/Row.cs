using System.Runtime.InteropServices;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Rows;

/// <summary>A line of a streamed body.</summary>
/// <param name="Line">Its place, from 1.</param>
/// <param name="Bytes">The line without its end; empty where there is an error.</param>
/// <param name="Error">Why it can't be looked at, or null.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Row(long Line, ReadOnlyMemory<byte> Bytes, ApiError? Error = null);

/// <summary>What a streamed body may cost.</summary>
/// <param name="MostRows">Rows that are answered.</param>
/// <param name="AtOnce">Rows at work at the same time.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowLimits(int MostRows, int AtOnce)
{
    /// <summary>Bytes of a row.</summary>
    internal const int LongestRow = 4 * 1024;
}
