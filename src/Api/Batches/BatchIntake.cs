using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Numbers;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Contracts.Batches;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Api.Batches;

/// <summary>Takes an upload in: whole onto disk, looked through to its end, row by row into the database, and only then open to be worked on.</summary>
internal sealed class BatchIntake
{
    private readonly IBatchLedger ledger;
    private readonly IGrainFactory grains;
    private readonly BatchOptions limits;
    private readonly Subscribers subscribers;
    private readonly Contacts contacts;
    private readonly TimeProvider time;
    private readonly TimeProvider clock;

    private BatchIntake(IServiceProvider services)
    {
        ledger = services.GetRequiredService<IBatchLedger>();
        grains = services.GetRequiredService<IGrainFactory>();
        limits = services.GetRequiredService<IOptions<BatchOptions>>().Value;
        subscribers = services.GetRequiredService<Subscribers>();
        contacts = services.GetRequiredService<Contacts>();
        time = services.GetRequiredService<TimeProvider>();
        clock = services.GetRequiredKeyedService<TimeProvider>(RegistryTime.Key);
    }

    /// <summary>The intake of this request.</summary>
    public static ValueTask<BatchIntake> BindAsync(HttpContext context) => ValueTask.FromResult(new BatchIntake(context.RequestServices));

    /// <summary>The batch, and whether it had been taken in before.</summary>
    internal async Task<(Batch Batch, bool Replayed)> Take(HttpContext context, CommandCall call, BatchShape shape, bool again)
    {
        var (format, isGzip) = RowFormat.RequireOrGzip(context.Request, shape.Content == BatchContent.Rnd ? [RowFormat.Csv] : [RowFormat.Csv, RowFormat.Ndjson]);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limits.MostBytes;
        await using var upload = await UploadFile.Receive(context.Request.Body, isGzip, limits.MostBytes, limits.MostUnpackedBytes, call.Cancellation);
        var fingerprint = await upload.Digest($"{shape.Content} {format}{(again ? $" {call.Id.Key}" : "")}", call.Cancellation);
        if (await Known(call, fingerprint) is { } known) return (known, true);

        var batch = new Batch
        {
            Id = $"batch_{Guid.CreateVersion7(time.GetUtcNow()):N}",
            Party = call.Caller.Party,
            Content = shape.Content,
            Format = format,
            Key = call.Id.Key,
            Fingerprint = fingerprint,
            Bytes = upload.Bytes,
            CreatedAt = time.GetUtcNow(),
        };
        var reader = new BatchReader(shape, format == RowFormat.Csv, new RowJson(context), new RowSeals(subscribers, contacts, call.Actor.Id), clock.GetUtcNow());
        if (!await Spool(upload, batch, reader, call.Cancellation))
            return (await Known(call, fingerprint) ?? throw new ApiException(ApiErrors.OutcomeUnknown), true);
        await grains.GetGrain<IBatchGrain>(batch.Id).Poke();
        return ((await ledger.Find(batch.Id, call.Cancellation))!, false);
    }

    /// <summary>False: the same upload came at the same time, and the other one was first.</summary>
    private async Task<bool> Spool(UploadFile upload, Batch batch, BatchReader reader, CancellationToken cancellation)
    {
        var spool = new BatchSpool(ledger, batch.Id, limits);
        var isOpen = false;
        try
        {
            await ledger.Begin(batch, cancellation);
            await foreach (var line in RowReader.Read(upload.Open(), limits.MostRows + 1, cancellation, limits.LongestRow))
                if (reader.Read(line) is { } row) await spool.Add(row, cancellation);
            if (spool.Rows == 0) throw new ApiException(ApiErrors.InvalidBody, "There is no row in it.");
            if (spool.Rows > limits.MostRows) throw new ApiException(ApiErrors.TooManyRows);
            await spool.Complete(cancellation);
            isOpen = await ledger.Open(batch, spool.Rows, time.GetUtcNow(), time.GetUtcNow() - limits.SameWithin, cancellation);
            return isOpen;
        }
        finally
        {
            if (!isOpen)
            {
                // It throws away only what is not open: an answer that was lost on its way may have opened it.
                await spool.Settle();
                await ledger.Discard(batch.Id, CancellationToken.None);
            }
        }
    }

    private async Task<Batch?> Known(CommandCall call, string fingerprint)
    {
        var now = time.GetUtcNow();
        if (await ledger.FindByKey(call.Caller.Party, call.Id.Key, call.Cancellation) is { } mine)
            return mine.Fingerprint == fingerprint ? mine : throw new ApiException(ApiErrors.IdempotencyKeyReused);
        return await ledger.FindSame(call.Caller.Party, fingerprint, now - limits.SameWithin, call.Cancellation);
    }
}
