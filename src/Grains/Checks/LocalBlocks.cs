using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Grains.Checks;

/// <summary>
/// Answers out of blocks whose grain lives in this process, without a message to it: a file whose rows lie in a thousand blocks costs no thousand messages.
/// Once in a while the grain is asked all the same, so that it counts as used and is not collected.
/// </summary>
internal sealed class LocalBlocks(NumberIndex index, BlockCheck check, TimeProvider time) : ILocalBlocks
{
    /// <summary>Far below the time after which Orleans collects an idle grain, which is minutes.</summary>
    private static readonly TimeSpan Unasked = TimeSpan.FromSeconds(30);

    public BlockAnswers? Check(BlockKey key, BlockQuestions questions) =>
        !questions.Fresh && !index.IsStale && index.Find(key) is { IsLoaded: true } block && time.GetElapsedTime(block.Asked) < Unasked && block.Stuck(questions.Lines).Length == 0
            ? check.Answer(block, questions)
            : null;
}
