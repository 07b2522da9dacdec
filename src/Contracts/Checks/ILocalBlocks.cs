using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Contracts.Checks;

/// <summary>The blocks of numbers that this very process holds. A silo answers out of them without a call; a gateway holds none.</summary>
public interface ILocalBlocks
{
    /// <summary>Answers as <see cref="INumberBlockGrain.Check"/> would, or null: the block must be asked itself, for it is not there, or something has to be read first.</summary>
    BlockAnswers? Check(BlockKey key, BlockQuestions questions);
}
