using Orleans.Concurrency;
using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Grains.Checks;

[StatelessWorker(1)]
internal sealed class NumberBlockGrain(NumberIndex index, ILedger ledger, BlockCheck check, TimeProvider time) : Grain, INumberBlockGrain
{
    /// <summary>Numbers of one look into the ledger; more are read as the whole block.</summary>
    private const int Few = 500;

    private BlockKey key;
    private Task<NumberBlock>? opening;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        key = BlockKey.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (opening is { IsCompletedSuccessfully: true })
        {
            index.Close(await opening);
        }
    }

    public async Task<BlockAnswers> Check(BlockQuestions questions)
    {
        try
        {
            var block = await Open();
            IReadOnlyList<ushort> again = questions.Fresh || index.IsStale ? questions.Lines : block.Stuck(questions.Lines);
            if (again.Count > 0)
            {
                block.Refresh(await Read(again));
            }

            block.Asked = time.GetTimestamp();
            return check.Answer(block, questions);
        }
        catch (LedgerException)
        {
            // Without the database's own exception inside: this fault crosses the wire.
            throw new RegistryUnavailableException("The ledger cannot be read at the moment.");
        }
    }

    private Task<NumberBlock> Open()
    {
        // A load that failed is made again for the next who asks.
        if (opening is null or { IsFaulted: true })
        {
            opening = index.Open(key);
        }

        return opening;
    }

    private Task<IReadOnlyList<Ledger.Numbers.NumberFacts>> Read(IReadOnlyList<ushort> lines) => lines.Count <= Few
        ? ledger.ReadFacts([.. lines.Distinct().Select(line => key.NumberAt(line))])
        : ledger.ReadFacts(key.NumberAt(0), key.NumberAt(BlockKey.Size - 1));
}
