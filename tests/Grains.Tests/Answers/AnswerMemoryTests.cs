using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Grains.Answers;

namespace RecycledNumbers.Grains.Tests.Answers;

public sealed class AnswerMemoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CommandId Id = new("key-1", "aa");

    [Fact]
    public void A_new_command_is_not_known() => Recall(AnswerMemory.Empty, Id, Now).ShouldBeNull();

    [Fact]
    public void A_repeat_gets_the_first_answer()
    {
        var memory = AnswerMemory.Empty.With(Id, "first", Now);

        Recall(memory, Id, Now.AddDays(1)).ShouldBe(new Reply<string>(null, "first", Replayed: true));
    }

    [Fact]
    public void The_same_key_with_other_content_is_refused()
    {
        var memory = AnswerMemory.Empty.With(Id, "first", Now);

        Recall(memory, Id with { Fingerprint = "bb" }, Now).ShouldBe(new Reply<string>(Refusal.KeyReused, null));
    }

    [Fact]
    public void After_thirty_days_it_is_forgotten()
    {
        var memory = AnswerMemory.Empty.With(Id, "first", Now);

        Recall(memory, Id, Now.AddDays(30).AddTicks(-1)).ShouldNotBeNull();
        Recall(memory, Id, Now.AddDays(30)).ShouldBeNull();
    }

    [Fact]
    public void Only_the_newest_64_are_kept()
    {
        var memory = Enumerable.Range(0, 70).Aggregate(AnswerMemory.Empty, (m, i) => m.With(new CommandId($"key-{i}", "aa"), "x", Now));

        memory.Answers.Length.ShouldBe(64);
        Recall(memory, new CommandId("key-5", "aa"), Now).ShouldBeNull();
        Recall(memory, new CommandId("key-6", "aa"), Now).ShouldNotBeNull();
    }

    private static Reply<string>? Recall(AnswerMemory memory, CommandId id, DateTimeOffset now) => memory.Recall(id, now, answer => answer);
}
