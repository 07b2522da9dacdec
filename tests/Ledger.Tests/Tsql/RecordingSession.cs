using System.Data;
using System.Data.Common;
using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Tests.Tsql;

/// <summary>Keeps every batch that the dialect would send, and answers no rows.</summary>
internal sealed class RecordingSession() : SqlServerSession("")
{
    public List<SqlServerBatch> Batches { get; } = [];

    public override async Task<T> Run<T>(SqlServerBatch batch, Func<DbDataReader, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        lock (Batches)
        {
            Batches.Add(batch);
        }

        using var nothing = new DataTable();
        await using var reader = nothing.CreateDataReader();
        return await read(reader, cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
