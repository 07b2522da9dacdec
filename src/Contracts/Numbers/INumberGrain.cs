using System.Collections.Immutable;
using Orleans.Concurrency;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Subscriptions;

namespace RecycledNumbers.Contracts.Numbers;

/// <summary>A telephone number. Key: its E.164 text. Every command: seen already? the same answer; decide; refused? nothing is written; else one write.</summary>
/// <remarks>Faults: <see cref="Faults.OutcomeUnknownException"/> from a command, <see cref="Faults.RegistryUnavailableException"/> from a read. Authorization is checked here as well as at the edge.</remarks>
[Alias("rn.INumberGrain")]
public interface INumberGrain : IGrainWithStringKey
{
    /// <summary>A carrier gives the number to a subscriber.</summary>
    [Alias("Assign")] Task<CommandReply> Assign(Assign command);

    /// <summary>停机.</summary>
    [Alias("Suspend")] Task<CommandReply> Suspend(Suspend command);

    /// <summary>Service goes on.</summary>
    [Alias("Resume")] Task<CommandReply> Resume(Resume command);

    /// <summary>销号: the freeze begins.</summary>
    [Alias("Deactivate")] Task<CommandReply> Deactivate(Deactivate command);

    /// <summary>The same subscriber gets it back.</summary>
    [Alias("Reinstate")] Task<CommandReply> Reinstate(Reinstate command);

    /// <summary>过户.</summary>
    [Alias("Transfer")] Task<CommandReply> Transfer(Transfer command);

    /// <summary>携号转网.</summary>
    [Alias("Port")] Task<CommandReply> Port(Port command);

    /// <summary>An operator releases a held number.</summary>
    [Alias("Release")] Task<CommandReply> Release(Release command);

    /// <summary>An operator moves the limit of a hold.</summary>
    [Alias("ExtendHold")] Task<CommandReply> ExtendHold(ExtendHold command);

    /// <summary>Sets the owner's forwarding.</summary>
    [Alias("SetForwarding")] Task<CommandReply> SetForwarding(SetForwarding command);

    /// <summary>Clears the owner's forwarding.</summary>
    [Alias("ClearForwarding")] Task<CommandReply> ClearForwarding(ClearForwarding command);

    /// <summary>Another number forwards here.</summary>
    [Alias("NoteInbound")] Task<CommandReply> NoteInbound(NoteInbound command);

    /// <summary>Another number no longer forwards here.</summary>
    [Alias("DropInbound")] Task<CommandReply> DropInbound(DropInbound command);

    /// <summary>The number that this one forwards to changed hands.</summary>
    [Alias("CancelForwarding")] Task<CommandReply> CancelForwarding(CancelForwarding command);

    /// <summary>A platform registers an account.</summary>
    [Alias("Bind")] Task<CommandReply> Bind(Bind command);

    /// <summary>A platform removes an account.</summary>
    [Alias("Unbind")] Task<CommandReply> Unbind(Unbind command);

    /// <summary>A platform confirms an account.</summary>
    [Alias("Confirm")] Task<CommandReply> Confirm(Confirm command);

    /// <summary>A request arrived at its party.</summary>
    [Alias("NoteReceipt")] Task<CommandReply> NoteReceipt(NoteReceipt command);

    /// <summary>A party reports an outcome.</summary>
    [Alias("ReportOutcome")] Task<CommandReply> ReportOutcome(ReportOutcome command);

    /// <summary>A carrier announces a deactivation.</summary>
    [Alias("AnnounceDeactivation")] Task<CommandReply> AnnounceDeactivation(AnnounceDeactivation command);

    /// <summary>What came of a message to an owner.</summary>
    [Alias("NoteOwnerMessage")] Task<CommandReply> NoteOwnerMessage(NoteOwnerMessage command);

    /// <summary>A previous owner wants no more reminders.</summary>
    [Alias("UnsubscribeOwner")] Task<CommandReply> UnsubscribeOwner(UnsubscribeOwner command);

    /// <summary>A previous owner has given accounts another number.</summary>
    [Alias("ConfirmMoved")] Task<CommandReply> ConfirmMoved(ConfirmMoved command);

    /// <summary>The holder wants the accounts of earlier owners unbound.</summary>
    [Alias("UnbindEarlier")] Task<CommandReply> UnbindEarlier(UnbindEarlier command);

    /// <summary>The holder wants forwarding off that was set before they had the number.</summary>
    [Alias("CancelInbound")] Task<CommandReply> CancelInbound(CancelInbound command);

    /// <summary>A platform wants to be told at a sink.</summary>
    [Alias("Subscribe")] Task<CommandReply> Subscribe(Subscribe command);

    /// <summary>A platform ends a subscription of its own.</summary>
    [Alias("Unsubscribe")] Task<CommandReply> Unsubscribe(Unsubscribe command);

    /// <summary>A subscription's sink is gone.</summary>
    [Alias("NoteSinkGone")] Task<CommandReply> NoteSinkGone(NoteSinkGone command);

    /// <summary>The holder does not accept refused unbindings.</summary>
    [Alias("DisputeRefusals")] Task<CommandReply> DisputeRefusals(DisputeRefusals command);

    /// <summary>An operator decides an escalated dispute.</summary>
    [Alias("DecideDispute")] Task<CommandReply> DecideDispute(DecideDispute command);

    /// <summary>The holder complains.</summary>
    [Alias("Complain")] Task<CommandReply> Complain(Complain command);

    /// <summary>Who must answer a complaint says what came of it.</summary>
    [Alias("CloseComplaint")] Task<CommandReply> CloseComplaint(CloseComplaint command);

    /// <summary>The holder asks the carrier to intercept senders.</summary>
    [Alias("AskInterception")] Task<CommandReply> AskInterception(AskInterception command);

    /// <summary>The holder wants an interception no more.</summary>
    [Alias("EndInterception")] Task<CommandReply> EndInterception(EndInterception command);

    /// <summary>The carrier says whether it intercepts.</summary>
    [Alias("AnswerInterception")] Task<CommandReply> AnswerInterception(AnswerInterception command);

    /// <summary>A carrier tells a buyer what must be told.</summary>
    [Alias("GiveDisclosure")] Task<CommandReply> GiveDisclosure(GiveDisclosure command);

    /// <summary>Something is due. Does what is due by the silo's clock; harmless when nothing is.</summary>
    [Alias("Wake")] Task Wake();

    /// <summary>The number as its carrier or an operator sees it, on the last committed state; null when it is not the reader's or not there.</summary>
    [Alias("Read"), AlwaysInterleave] Task<NumberView?> Read(Party reader);

    /// <summary>What a buyer must be told; null as above.</summary>
    [Alias("ReadDisclosure"), AlwaysInterleave] Task<Disclosure?> ReadDisclosure(Party reader);

    /// <summary>History after a sequence, oldest first, at most 1,000; null as above. Platform accounts and subscribers are left out for carriers.</summary>
    [Alias("ReadHistory"), AlwaysInterleave] Task<HistoryPage?> ReadHistory(Party reader, long after, int limit);

    /// <summary>What a message to the owner of one tenure is made of, on the last committed state. For the registry itself; null for anybody else, and where there was no such tenure.</summary>
    [Alias("ReadOwner"), AlwaysInterleave] Task<OwnerView?> ReadOwner(Party reader, int generation);

    /// <summary>The number as its present holder sees it, on the last committed state. For the registry itself, which has proved the holder; null for anybody else, and where nobody has it.</summary>
    [Alias("ReadHolder"), AlwaysInterleave] Task<HolderView?> ReadHolder(Party reader);

    /// <summary>How many accounts hang on the number in the present tenure, by category: for the carrier whose own proof says that this subscriber asks.</summary>
    /// <returns>NotFound where the number is not the reader's; NotAssigned; NotTheSubscriber.</returns>
    [Alias("ReadLinked"), AlwaysInterleave] Task<LinkedAccounts> ReadLinked(Party reader, string subscriber);

    /// <summary>What became of a command of this party; null when the number never accepted it.</summary>
    [Alias("FindAnswer")] Task<CommandReply?> FindAnswer(Party actor, string key);
}

/// <summary>What a command came to.</summary>
/// <param name="Refusal">Why it was refused, or null. A refused command changed nothing and is not remembered.</param>
/// <param name="Answer">Its answer where it was accepted.</param>
/// <param name="Replayed">True: this is the answer given when the same command came first.</param>
[GenerateSerializer, Immutable, Alias("rn.CommandReply")]
public sealed record CommandReply([property: Id(0)] Refusal? Refusal, [property: Id(1)] CommandAnswer? Answer, [property: Id(2)] bool Replayed);

/// <summary>Part of a number's history.</summary>
/// <param name="Items">Events, oldest first.</param>
/// <param name="Next">Sequence to go on after, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("rn.HistoryPage")]
public sealed record HistoryPage([property: Id(0)] ImmutableArray<HistoryEvent> Items, [property: Id(1)] long? Next);

/// <summary>One event of a number's history.</summary>
/// <param name="Sequence">1, 2, 3… without gaps.</param>
/// <param name="At">When.</param>
/// <param name="Type">Name, as <c>docs/lifecycle.md</c> lists it.</param>
/// <param name="Actor">Who.</param>
/// <param name="Cause">The command's key, or <c>due</c>.</param>
/// <param name="Data">The event as JSON text.</param>
[GenerateSerializer, Immutable, Alias("rn.HistoryEvent")]
public sealed record HistoryEvent(
    [property: Id(0)] long Sequence,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Type,
    [property: Id(3)] string Actor,
    [property: Id(4)] string Cause,
    [property: Id(5)] string Data);
