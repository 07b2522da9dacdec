using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Grains.Directory;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Blocks;

namespace RecycledNumbers.Grains.Parties;

internal sealed class CarrierGrain(
    [PersistentState("carrier", DirectoryStorage.Name)] IPersistentState<CarrierRecord> record,
    NewClients clients,
    IPolicyDirectory policies,
    ILedger ledger,
    [FromKeyedServices(RegistryClock.Key)] TimeProvider clock) : Grain, ICarrierGrain
{
    private Party Self => Party.Carrier(this.GetPrimaryKeyString());

    public async Task<Reply<NewClientAnswer>> Create(CommandId id, CarrierSettings settings)
    {
        var reply = record.State.Answers.Recall(id, clock.Now(), clients.Open);
        if (reply is null)
        {
            if (record.State.Settings is not null)
            {
                return new Reply<NewClientAnswer>(Refusal.AlreadyExists, null);
            }

            var answer = NewClients.For(Self);
            await Write(record.State with { Settings = settings, Answers = record.State.Answers.With(id, clients.Seal(answer), clock.Now()) });
            policies.Note(Self.Id, settings.Policy);
            reply = new Reply<NewClientAnswer>(null, answer);
        }

        if (reply.Value is { } made)
        {
            await clients.Make(made, Self, ["numbers"]);
        }

        return reply;
    }

    public async Task<Reply<CarrierSettings>> SetPolicy(CommandId id, CarrierPolicy policy)
    {
        if (record.State.Settings is not { } settings)
        {
            return new Reply<CarrierSettings>(Refusal.NotFound, null);
        }

        if (Recall<CarrierSettings>(id) is { } earlier)
        {
            return earlier;
        }

        var changed = settings with { Policy = policy };
        await Write(record.State with { Settings = changed, Answers = Remember(id, changed) });
        policies.Note(Self.Id, policy);
        return new Reply<CarrierSettings>(null, changed);
    }

    public async Task<Reply<NumberBlock>> AddBlock(CommandId id, NumberBlock block)
    {
        if (record.State.Settings is null)
        {
            return new Reply<NumberBlock>(Refusal.NotFound, null);
        }

        if (Recall<NumberBlock>(id) is { } earlier)
        {
            return earlier;
        }

        // The ledger first: the same range for the same carrier counts as given, so that a repeat after a crash in between goes through.
        if (!await ledger.AddBlock(new BlockRow(block.First, block.Last, Self.Id)))
        {
            return new Reply<NumberBlock>(Refusal.BlockTaken, null);
        }

        await Write(record.State with { Answers = Remember(id, block) });
        return new Reply<NumberBlock>(null, block);
    }

    public Task<CarrierSettings?> Read() => Task.FromResult(record.RecordExists ? record.State.Settings : null);

    private Reply<T>? Recall<T>(CommandId id) => record.State.Answers.Recall(id, clock.Now(), text => JsonSerializer.Deserialize<T>(text, DirectoryStorage.Json)!);

    private Answers.AnswerMemory Remember<T>(CommandId id, T answer) =>
        record.State.Answers.With(id, JsonSerializer.Serialize(answer, DirectoryStorage.Json), clock.Now());

    private Task Write(CarrierRecord next) => this.WriteOrStepDown(record, next);
}
