using CsCheck;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Tests.Simulation;
using RecycledNumbers.Grains.Checks;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Tests.Checks;

/// <summary>The index against the rule on the whole state, over the random lives that the rules themselves are tested with.</summary>
public sealed class NumberBlockTests
{
    private static readonly byte[] Key = new byte[32];

    [Fact]
    public void A_block_agrees_with_the_state_on_every_day_and_token_whatever_way_it_learned_of_it() =>
        Gen.Select(Life.Any, Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[0, 7]).Sample(
            (life, loaded, noted, ways) =>
            {
                var world = World.Of(life).Live(life);
                var (block, line) = Learn(world, loaded / 100.0, noted / 100.0, ways);
                var facts = block.At([(ushort)line])[0]!.Value;
                foreach (var day in Days(world))
                {
                    OwnerCheck.ByDate(facts, day).ShouldBe(OwnerCheck.ByDate(world.State, day, world.Policies.Freeze), day.ToString("O"));
                }

                for (var generation = 1; generation <= world.State.Generation + 1; generation++)
                {
                    var token = Domain.Tenures.TenureToken.Compute(Key, "wechat", world.State.Number, generation);
                    OwnerCheck.ByToken(facts, "wechat", world.State.Number, token, Key).ShouldBe(OwnerCheck.ByToken(world.State, "wechat", token, Key));
                }
            },
            iter: 5_000);

    /// <summary>Some of the history is in the load, some is committed on this silo, and the feed brings all of it or what is left: before the load, after it, in pages that come twice.</summary>
    private static (NumberBlock Block, int Line) Learn(World world, double loaded, double noted, int ways)
    {
        var (key, line) = BlockKey.Of(world.State.Number);
        var block = new NumberBlock(key, world.Policies.Freeze);
        var history = world.History;
        var rows = history.Select((e, i) => new EventRow(i + 1, e.At, 0, NumberFormat.NameOf(e), "", "", NumberFormat.Write(e))).Where(static e => e.Type is "tenureStarted" or "transferred" or "deactivated" or "reinstated").ToList();
        var atLoad = (int)(history.Count * loaded);
        var early = (ways & 1) != 0 ? rows : [];
        early.ForEach(e => block.Apply(line, e));
        block.Load(atLoad == 0 ? [] : [Facts(StateAfter(world, atLoad))]);
        if ((ways & 2) != 0)
        {
            block.Note(line, StateAfter(world, (int)(history.Count * noted)));
        }

        rows.ForEach(e => block.Apply(line, e));
        if ((ways & 4) != 0)
        {
            rows.ForEach(e => block.Apply(line, e));
            block.Refresh([Facts(StateAfter(world, (int)(history.Count * noted)))]);
        }

        return (block, line);
    }

    private static NumberState StateAfter(World world, int events) => world.History.Take(events).Aggregate(NumberState.New(world.State.Number), NumberReplay.Apply);

    /// <summary>As the ledger reads them out of a row.</summary>
    private static NumberFacts Facts(NumberState state) => new(
        state.Number, EnumWord.Of(state.Phase), state.Generation, state.Sequence, state.CoveredSince, state.Tenure?.Since);

    private static IEnumerable<DateOnly> Days(World world)
    {
        var country = world.Policies.Freeze;
        var instants = world.History.Select(static e => e.At).Append(world.Now).Concat(world.History.OfType<TenureStarted>().Select(static e => e.Since));
        return instants.Select(country.DayOf).SelectMany(static day => new[] { day.AddDays(-1), day, day.AddDays(1) }).Distinct();
    }
}
