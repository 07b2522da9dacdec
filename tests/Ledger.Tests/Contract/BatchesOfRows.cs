using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_batch_is_not_there_before_its_upload_is_complete_and_then_goes_through_its_chunks_in_order()
    {
        await Ledger.Batches.Begin(Upload("batch_1"));
        await Ledger.Batches.AddChunk(new BatchChunk("batch_1", 3, 0, [1]));
        await Ledger.Batches.AddChunk(new BatchChunk("batch_1", 3, 1, [2]));
        (await Ledger.Batches.Find("batch_1")).ShouldBeNull();
        (await Ledger.Batches.ReadOpen(10)).ShouldBeEmpty();
        (await Ledger.Batches.ReadNext("batch_1", 3)).ShouldBeNull();

        (await Ledger.Batches.Open(Upload("batch_1"), 2, Sample.Noon, Sample.Noon)).ShouldBeTrue();

        (await Ledger.Batches.ReadOpen(10)).ShouldBe(["batch_1"]);
        var first = (await Ledger.Batches.ReadNext("batch_1", 3))!;
        (first.Party, first.Content, first.Chunk.Sequence).ShouldBe(("carrier:cmcc", BatchContent.Deactivations, 0L));
        await Ledger.Batches.SaveSome(first.Chunk, [7]);
        (await Ledger.Batches.ReadNext("batch_1", 3))!.Chunk.Results.ShouldBe([7]);
        await Ledger.Batches.SaveAll(first.Chunk, [8], 1, 0, Sample.Noon);
        (await Ledger.Batches.Finish("batch_1", Sample.Noon)).ShouldBeFalse();
        var second = (await Ledger.Batches.ReadNext("batch_1", 3))!;
        second.Chunk.Body.ShouldBe([2]);
        await Ledger.Batches.SaveAll(second.Chunk, [9], 0, 1, Sample.Noon);
        (await Ledger.Batches.ReadLanesLeft("batch_1")).ShouldBeEmpty();
        (await Ledger.Batches.Finish("batch_1", Sample.Noon)).ShouldBeTrue();

        var done = (await Ledger.Batches.Find("batch_1"))!;
        (done.State, done.Rows, done.Accepted, done.Refused, done.FinishedAt).ShouldBe((BatchState.Done, 2, 1, 1, Sample.Noon));
        (await Ledger.Batches.ReadDone("batch_1", 3, 0, onlyRefused: true))!.Results.ShouldBe([9]);
    }

    [Fact]
    public async Task A_chunk_that_another_put_on_record_first_stays_as_it_is()
    {
        await Ledger.Batches.Begin(Upload("batch_1"));
        var chunk = new BatchChunk("batch_1", 0, 0, [1]);
        await Ledger.Batches.AddChunk(chunk);
        await Ledger.Batches.SaveAll(chunk, [8], 1, 0, Sample.Noon);

        await Ledger.Batches.SaveSome(chunk, [7]);
        await Ledger.Batches.SaveAll(chunk, [9], 0, 1, Sample.Noon);

        (await Ledger.Batches.ReadDone("batch_1", 0, -1, onlyRefused: false))!.Results.ShouldBe([8]);
    }

    [Fact]
    public async Task A_key_and_a_file_are_taken_once_by_a_party_unless_the_batch_was_cancelled()
    {
        foreach (var id in new[] { "batch_1", "batch_2", "batch_3", "batch_4" }) await Ledger.Batches.Begin(Upload(id));
        (await Ledger.Batches.Open(Upload("batch_1"), 1, Sample.Noon, Sample.Noon)).ShouldBeTrue();

        (await Ledger.Batches.Open(Upload("batch_2") with { Key = "other" }, 1, Sample.Noon, Sample.Noon)).ShouldBeFalse();
        (await Ledger.Batches.Open(Upload("batch_3") with { Fingerprint = "other" }, 1, Sample.Noon, Sample.Noon)).ShouldBeFalse();
        (await Ledger.Batches.Cancel("batch_1", Sample.Noon)).ShouldBeTrue();
        (await Ledger.Batches.Cancel("batch_1", Sample.Noon)).ShouldBeFalse();
        (await Ledger.Batches.Open(Upload("batch_4") with { Key = "other" }, 1, Sample.Noon, Sample.Noon)).ShouldBeTrue();

        (await Ledger.Batches.FindByKey("carrier:cmcc", "K"))!.Id.ShouldBe("batch_1");
        (await Ledger.Batches.FindSame("carrier:cmcc", "f", Sample.Noon))!.Id.ShouldBe("batch_4");
        (await Ledger.Batches.FindSame("carrier:other", "f", Sample.Noon)).ShouldBeNull();
        (await Ledger.Batches.List("carrier:cmcc", null, 10)).Select(static batch => batch.Id).ShouldBe(["batch_4", "batch_1"]);
        (await Ledger.Batches.List("carrier:cmcc", "batch_4", 10)).Select(static batch => batch.Id).ShouldBe(["batch_1"]);
    }

    [Fact]
    public async Task Old_batches_and_uploads_that_broke_off_are_forgotten_and_an_open_one_is_never_discarded()
    {
        await Ledger.Batches.Begin(Upload("batch_1"));
        await Ledger.Batches.AddChunk(new BatchChunk("batch_1", 0, 0, [1]));
        await Ledger.Batches.AddChunk(new BatchChunk("batch_1", 1, 0, [1]));
        await Ledger.Batches.Begin(Upload("batch_2"));
        await Ledger.Batches.Open(Upload("batch_2"), 0, Sample.Noon, Sample.Noon);

        await Ledger.Batches.Discard("batch_2");
        while (await Ledger.Batches.Forget(Sample.Noon, Sample.Noon.AddHours(1)) > 0)
        {
        }

        (await Ledger.Batches.ReadLanes("batch_1")).ShouldBeEmpty();
        (await Ledger.Batches.Find("batch_2")).ShouldNotBeNull();
        (await Ledger.Batches.Forget(Sample.Noon.AddHours(1), Sample.Noon)).ShouldBe(1);
        (await Ledger.Batches.Find("batch_2")).ShouldBeNull();
    }

    private static Batch Upload(string id) => new()
    {
        Id = id,
        Party = "carrier:cmcc",
        Content = BatchContent.Deactivations,
        Format = "text/csv",
        Key = "K",
        Fingerprint = "f",
        Bytes = 1,
        CreatedAt = Sample.Noon,
    };
}
