using static RecycledNumbers.Api.Tests.Endpoints.BatchCalls;

namespace RecycledNumbers.Api.Tests.Endpoints;

/// <summary>Small files that unpack into much. Their cost is disk and time up to the bound, never memory.</summary>
[Collection(Alone.Name)]
public sealed class BatchBombTests(Registry registry)
{
    private static readonly byte[] Piece = new byte[1024 * 1024];

    [Fact]
    public async Task A_bomb_ends_at_its_bound_and_leaves_nothing()
    {
        var bomb = Pack(gzip => Repeat(gzip, 2049));
        var (batches, before) = (await registry.Count("batches"), GC.GetTotalMemory(forceFullCollection: true));

        await Post(registry.North, "assignments", bomb, "text/csv", encoding: "gzip").ShouldBeProblem(413, "body_too_large");

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(20_000_000);
        (await registry.Count("batches")).ShouldBe(batches);
    }

    [Fact]
    public async Task A_line_of_nearly_two_gigabytes_is_one_refused_row()
    {
        var number = registry.NextNumber();
        var file = Pack(gzip =>
        {
            gzip.Write("number,subscriber\n"u8);
            Repeat(gzip, 2047);
            gzip.Write(System.Text.Encoding.UTF8.GetBytes($"\n{number},s\n"));
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var batch = await Done(registry.North, await Post(registry.North, "assignments", file, "text/csv", encoding: "gzip").Body(202));

        (await Results(registry.North, batch)).Select(row => $"{row["line"]} {row["code"]}".Trim()).ShouldBe(["2 row_too_long", "3"]);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public async Task A_hundred_thousand_bad_rows_have_an_answer_each()
    {
        var file = Pack(gzip =>
        {
            gzip.Write("number,subscriber\n"u8);
            for (var row = 0; row < 100_000; row++) gzip.Write(System.Text.Encoding.UTF8.GetBytes($"+86139,{row}\n"));
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var batch = await Done(registry.North, await Post(registry.North, "assignments", file, "text/csv", encoding: "gzip").Body(202));

        batch["refused"]!.GetValue<int>().ShouldBe(100_000);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(20_000_000);
    }

    private static void Repeat(Stream gzip, int times)
    {
        for (var time = 0; time < times; time++) gzip.Write(Piece);
    }
}
