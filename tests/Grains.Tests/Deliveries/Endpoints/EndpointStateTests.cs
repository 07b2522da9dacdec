using System.Text.Json;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Grains.Deliveries.Endpoints;
using RecycledNumbers.Grains.Directory;

namespace RecycledNumbers.Grains.Tests.Deliveries.Endpoints;

public sealed class EndpointStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly EndpointSettings Settings = new("https://hooks.example.com/", Batch: true, ["number.deactivated"]);

    [Fact]
    public void The_first_secret_has_no_former()
    {
        var state = new EndpointState().Rotate("one", Now);

        state.Signing(Now).ShouldBe(["one"]);
        state.FormerUntil.ShouldBeNull();
    }

    [Fact]
    public void After_a_rotation_both_sign_for_a_day_newest_first()
    {
        var state = new EndpointState().Rotate("one", Now).Rotate("two", Now);

        state.Signing(Now.AddDays(1).AddTicks(-1)).ShouldBe(["two", "one"]);
        state.Signing(Now.AddDays(1)).ShouldBe(["two"]);
    }

    [Fact]
    public void A_second_rotation_within_the_day_leaves_two_at_most()
    {
        var state = new EndpointState().Rotate("one", Now).Rotate("two", Now).Rotate("three", Now.AddHours(1));

        state.Signing(Now.AddHours(1)).ShouldBe(["three", "two"]);
    }

    [Fact]
    public void It_reads_back_from_the_directory_as_it_was_written()
    {
        var state = (new EndpointState { Settings = Settings } with { }).Rotate("one", Now).Rotate("two", Now);
        state = state with { Answers = state.Answers.With(new CommandId("k", "f"), "sealed", Now) };

        var read = JsonSerializer.Deserialize<EndpointState>(JsonSerializer.Serialize(state, DirectoryStorage.Json), DirectoryStorage.Json)!;

        read.ShouldSatisfyAllConditions(
            r => r.Format.ShouldBe(1), r => r.Signing(Now).ShouldBe(["two", "one"]), r => r.FormerUntil.ShouldBe(Now.AddDays(1)),
            r => r.Settings!.Events.ShouldBe(Settings.Events), r => r.Settings!.Batch.ShouldBeTrue(), r => r.Answers.Answers.ShouldBe(state.Answers.Answers));
    }
}
