using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Grains.Checks;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Grains.Parties;
using RecycledNumbers.Grains.Retention;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;
using WhatIsDue = RecycledNumbers.Domain.Numbers.Wake;

namespace RecycledNumbers.Grains.Numbers;

internal sealed partial class NumberGrain(
    [PersistentState("number", LedgerGrainStorage.Name)] IPersistentState<NumberRecord> record,
    IPolicyDirectory directory,
    ICommandMemory memory,
    INumberHistory history,
    NumberIndex index,
    TenureSeal seal,
    IOptions<RetentionOptions> retention,
    [FromKeyedServices(RegistryClock.Key)] TimeProvider clock,
    ILogger<NumberGrain> log) : Grain, INumberGrain
{
    private PhoneNumber number = null!;

    /// <summary>The last committed state: what reads see while a write is under way.</summary>
    private NumberState committed = null!;

    private FreezeProfile country = null!;

    private bool fenced;

    /// <summary>Somebody called this activation who may call again: no wake partition, and no batch.</summary>
    private bool asked;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        number = PhoneNumber.Parse(this.GetPrimaryKeyString());
        country = FreezeProfile.Of(number.Country);
        committed = record.State.State ?? NumberState.New(number.Value);
        GrainsTelemetry.Activated();
        return Task.CompletedTask;
    }

    public Task<CommandReply> Assign(Assign command) => Handle(command);

    public Task<CommandReply> Suspend(Suspend command) => Handle(command);

    public Task<CommandReply> Resume(Resume command) => Handle(command);

    public Task<CommandReply> Deactivate(Deactivate command) => Handle(command);

    public Task<CommandReply> Reinstate(Reinstate command) => Handle(command);

    public Task<CommandReply> Transfer(Transfer command) => Handle(command);

    public Task<CommandReply> Port(Port command) => Handle(command);

    public Task<CommandReply> Release(Release command) => Handle(command);

    public Task<CommandReply> ExtendHold(ExtendHold command) => Handle(command);

    public Task<CommandReply> SetForwarding(SetForwarding command) => Handle(command);

    public Task<CommandReply> ClearForwarding(ClearForwarding command) => Handle(command);

    public Task<CommandReply> NoteInbound(NoteInbound command) => Handle(command);

    public Task<CommandReply> DropInbound(DropInbound command) => Handle(command);

    public Task<CommandReply> CancelForwarding(CancelForwarding command) => Handle(command);

    public Task<CommandReply> Bind(Bind command) => Handle(command);

    public Task<CommandReply> Unbind(Unbind command) => Handle(command);

    public Task<CommandReply> Confirm(Confirm command) => Handle(command);

    public Task<CommandReply> NoteReceipt(NoteReceipt command) => Handle(command);

    public Task<CommandReply> ReportOutcome(ReportOutcome command) => Handle(command);

    public Task<CommandReply> AnnounceDeactivation(AnnounceDeactivation command) => Handle(command);

    public Task<CommandReply> NoteOwnerMessage(NoteOwnerMessage command) => Handle(command);

    public Task<CommandReply> UnsubscribeOwner(UnsubscribeOwner command) => Handle(command);

    public Task<CommandReply> ConfirmMoved(ConfirmMoved command) => Handle(command);

    public Task<CommandReply> UnbindEarlier(UnbindEarlier command) => Handle(command);

    public Task<CommandReply> CancelInbound(CancelInbound command) => Handle(command);

    public Task<CommandReply> Subscribe(Subscribe command) => Handle(command);

    public Task<CommandReply> Unsubscribe(Unsubscribe command) => Handle(command);

    public Task<CommandReply> NoteSinkGone(NoteSinkGone command) => Handle(command);

    public Task<CommandReply> DisputeRefusals(DisputeRefusals command) => Handle(command);

    public Task<CommandReply> DecideDispute(DecideDispute command) => Handle(command);

    public Task<CommandReply> Complain(Complain command) => Handle(command);

    public Task<CommandReply> CloseComplaint(CloseComplaint command) => Handle(command);

    public Task<CommandReply> AskInterception(AskInterception command) => Handle(command);

    public Task<CommandReply> EndInterception(EndInterception command) => Handle(command);

    public Task<CommandReply> AnswerInterception(AnswerInterception command) => Handle(command);

    public Task<CommandReply> GiveDisclosure(GiveDisclosure command) => Handle(command);

    public Task Wake() => Handle(new WhatIsDue { Id = DueId, Actor = Party.Registry });

    public Task<CommandReply?> FindAnswer(Party actor, string key)
    {
        EnsureReadable();
        return memory.Find(number.Value, record.State.Seen, actor, new CommandId(key, Fingerprint: ""));
    }

    private static readonly CommandId DueId = new("due", "");

    private async Task<CommandReply> Handle(NumberCommand command)
    {
        asked |= command is not WhatIsDue && !Passing.Call;
        using var span = GrainsTelemetry.StartCommand(command);
        try
        {
            var reply = await Answer(command);
            GrainsTelemetry.Decided(command, reply.Refusal is not null ? "refused" : reply.Replayed ? "replayed" : "accepted", reply.Refusal);
            return reply;
        }
        catch (Exception)
        {
            GrainsTelemetry.Decided(command, "failed");
            throw;
        }
        finally
        {
            if (!asked)
            {
                // Called in passing only: a night's million freezes, or rows of a batch, must not stay in memory until the collector comes round.
                DeactivateOnIdle();
            }
        }
    }

    private async Task<CommandReply> Answer(NumberCommand command)
    {
        EnsureReadable();
        if (fenced)
        {
            throw new OutcomeUnknownException("An earlier write of this number was not confirmed. Ask again with the same idempotency key.");
        }

        if (command is not WhatIsDue && await memory.Find(number.Value, record.State.Seen, command.Actor, command.Id) is { } earlier)
        {
            return earlier;
        }

        var policies = await directory.For(country, committed, command.Actor);
        var now = clock.Now();
        var decision = NumberLifecycle.Decide(committed, command, policies, now);
        if (decision.Refusal is { } refusal)
        {
            return new CommandReply(refusal, null, Replayed: false);
        }

        if (!decision.Events.IsEmpty || command.Actor.Kind != PartyKind.Registry)
        {
            await Write(command, decision, now);
        }

        return new CommandReply(null, decision.Answer, Replayed: false);
    }

    /// <summary>One write: state, events, deliveries, wake time and the command's id. Unless it is confirmed, this activation answers nothing more: the next one reads the truth.</summary>
    private async Task Write(NumberCommand command, Decision decision, DateTimeOffset now)
    {
        var (state, events) = seal.Seal(committed, decision.State, decision.Events, retention.Value.Identities);
        var remembered = command is WhatIsDue ? null : CommandMemory.Remember(command, decision, now);
        record.State.State = state;
        record.State.Write = new NumberWrite
        {
            Before = committed,
            At = now,
            Actor = command.Actor,
            Cause = command.Id.Key,
            Events = events,
            Deliveries = Outgoing.Rows(decision),
            Command = remembered,
        };
        if (remembered is not null)
        {
            record.State.Seen = record.State.Seen.Add(CommandRow.HashOf(remembered.Id));
        }

        try
        {
            await record.WriteStateAsync();
        }
        catch (Exception fault)
        {
            fenced = true;
            DeactivateOnIdle();
            LogFenced(log, number.Masked, fault.GetType().Name);
            throw fault is LedgerRejectedException
                ? new CommandRejectedException("The ledger refused this command; nothing was written.")
                : new OutcomeUnknownException("The write was not confirmed. Ask again with the same idempotency key.");
        }

        committed = state;
        record.State.Write = null;
        index.Note(committed);
        if (Passing.Call)
        {
            // Lanes find the rows of a batch in the ledger, many at a time: a poke for each would cost more than the command.
            return;
        }

        foreach (var lane in decision.Deliveries.Select(d => DeliveryLanes.Of(d.To.Text, number.Value)).Distinct())
        {
            await GrainFactory.GetGrain<Contracts.Deliveries.IDeliveryLaneGrain>(lane).Poke();
        }
    }

    /// <summary>A number whose record can't be read answers nothing, and steps down so that a repaired record is read by the next call.</summary>
    private void EnsureReadable()
    {
        if (record.State.Flaw is not { } flaw)
        {
            return;
        }

        DeactivateOnIdle();
        LogStuck(log, number.Masked, flaw);
        throw new NumberStuckException("The stored record of this number can't be read; nothing was changed.");
    }

    [LoggerMessage(1, LogLevel.Warning, "Number {Number} is fenced: its write was not confirmed ({Fault})")]
    private static partial void LogFenced(ILogger log, string number, string fault);

    [LoggerMessage(2, LogLevel.Error, "Number {Number} is stuck: its record can't be read. {Flaw}")]
    private static partial void LogStuck(ILogger log, string number, string flaw);
}
