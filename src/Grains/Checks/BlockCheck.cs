using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Grains.Time;

namespace RecycledNumbers.Grains.Checks;

/// <summary>Answers questions out of a block in memory, each at its place.</summary>
internal sealed class BlockCheck(TenureTokenKey tokens, [FromKeyedServices(RegistryClock.Key)] TimeProvider clock)
{
    public BlockAnswers Answer(NumberBlock block, BlockQuestions questions) =>
        new(ImmutableCollectionsMarshal.AsImmutableArray(questions.Tokens.IsEmpty ? ByDay(block, questions) : ByToken(block, questions)));

    private BlockAnswer[] ByDay(NumberBlock block, BlockQuestions questions)
    {
        var today = block.Calendar.DayOf(clock.Now()).DayNumber;
        var known = block.At(questions.Lines.AsSpan());
        var answers = new BlockAnswer[known.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            var day = questions.Days[i];
            answers[i] = known[i] is not { } facts ? BlockAnswer.Stuck
                : day > today ? BlockAnswer.FutureDay
                : Of(OwnerCheck.ByDate(facts, DateOnly.FromDayNumber(day)));
        }

        return answers;
    }

    private BlockAnswer[] ByToken(NumberBlock block, BlockQuestions questions)
    {
        var known = block.At(questions.Lines.AsSpan());
        var answers = new BlockAnswer[known.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = known[i] is not { } facts ? BlockAnswer.Stuck : Of(OwnerCheck.ByGeneration(facts, tokens.GenerationOf(questions.Platform, block.Key.NumberAt(questions.Lines[i]), facts.Generation, questions.Tokens[i])));
        }

        return answers;
    }

    private static BlockAnswer Of(CheckAnswer answer) => answer switch
    {
        CheckAnswer.Yes => BlockAnswer.Yes,
        CheckAnswer.No => BlockAnswer.No,
        CheckAnswer.NoData => BlockAnswer.NoData,
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "No such answer."),
    };
}
