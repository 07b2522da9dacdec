using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests;

/// <summary>Those who act in the tests, and what they say.</summary>
internal static class Cast
{
    public static readonly CarrierVoice Cmcc = new("cmcc");
    public static readonly CarrierVoice Unicom = new("unicom");
    public static readonly PlatformVoice WeChat = new("wechat");
    public static readonly PlatformVoice Didi = new("didi");
    public static readonly RegistryVoice Registry = new();
    public static readonly CommandId Once = new("once", "0");

    public static DecideDispute OperatorDecides(string unbinding, bool refusalStands) =>
        new() { Id = Once, Actor = Party.Operator("dev"), UnbindingId = unbinding, RefusalStands = refusalStands, Reason = "checked by hand" };

    public static ExtendHold OperatorExtends(DateTimeOffset until, string reason = "the bank needs longer") => new() { Id = Once, Actor = Party.Operator("dev"), Until = until, Reason = reason };

    public static Release OperatorReleases(string reason = "checked by hand") => new() { Id = Once, Actor = Party.Operator("dev"), Reason = reason };
}

internal sealed record CarrierVoice(string Name)
{
    public Party Party => Party.Carrier(Name);

    public Assign Assign(string subscriber, DateOnly? contractDate = null, Usage usage = Usage.Residential, string? contact = null) =>
        new() { Id = Cast.Once, Actor = Party, Subscriber = subscriber, ContractDate = contractDate, Usage = usage, Contact = contact };

    public Suspend Suspend() => new() { Id = Cast.Once, Actor = Party };

    public Resume Resume() => new() { Id = Cast.Once, Actor = Party };

    public Deactivate Deactivate(DateTimeOffset? effectiveAt = null, bool nuisance = false, DeactivationReason reason = DeactivationReason.Voluntary) =>
        new() { Id = Cast.Once, Actor = Party, Reason = reason, EffectiveAt = effectiveAt, Nuisance = nuisance };

    public Reinstate Reinstate(string subscriber) => new() { Id = Cast.Once, Actor = Party, Subscriber = subscriber };

    public Transfer Transfer(string subscriber) => new() { Id = Cast.Once, Actor = Party, Subscriber = subscriber };

    public Port Port(string toCarrier, string? subscriber = null) => new() { Id = Cast.Once, Actor = Party, ToCarrier = toCarrier, Subscriber = subscriber };

    public AnnounceDeactivation Announce(DateOnly date) => new() { Id = Cast.Once, Actor = Party, Date = date };

    public CloseComplaint Close(string complaint, ComplaintOutcome outcome = ComplaintOutcome.Remedied, string reason = "blocked") =>
        new() { Id = Cast.Once, Actor = Party, ComplaintId = complaint, Outcome = outcome, Reason = reason };

    public AnswerInterception Answer(string interception, bool accepted = true, string? reason = null) =>
        new() { Id = Cast.Once, Actor = Party, InterceptionId = interception, Accepted = accepted, Reason = reason };

    public GiveDisclosure GiveDisclosure(string code = "K3QF9X2M7TBD0VWE64RH") => new() { Id = Cast.Once, Actor = Party, Code = code };

    public SetForwarding Forward(string target, ForwardingKind kind = ForwardingKind.Unconditional) => Forward(PhoneNumber.Parse(target), kind);

    public SetForwarding Forward(PhoneNumber target, ForwardingKind kind) => new() { Id = Cast.Once, Actor = Party, Kind = kind, Target = target };

    public ClearForwarding ClearForwarding(ForwardingKind kind = ForwardingKind.Unconditional) => new() { Id = Cast.Once, Actor = Party, Kind = kind };

    public ReportOutcome Report(string unbinding, UnbindingOutcome outcome, string? reason = null, DateTimeOffset? until = null) =>
        new() { Id = Cast.Once, Actor = Party, UnbindingId = unbinding, Outcome = outcome, Reason = reason, Until = until };
}

internal sealed record PlatformVoice(string Name)
{
    public Party Party => Party.Platform(Name);

    public Bind Bind(string account, DateTimeOffset? boundAt = null, string? category = null) =>
        new() { Id = Cast.Once, Actor = Party, Account = account, BoundAt = boundAt, Category = category };

    public CloseComplaint Close(string complaint, ComplaintOutcome outcome = ComplaintOutcome.Remedied, string reason = "blocked") =>
        new() { Id = Cast.Once, Actor = Party, ComplaintId = complaint, Outcome = outcome, Reason = reason };

    public Unbind Unbind(string account) => new() { Id = Cast.Once, Actor = Party, Account = account };

    public Confirm Confirm(string account) => new() { Id = Cast.Once, Actor = Party, Account = account };

    public Subscribe Subscribe(SubscribedEvent type, string id = "sub_1", string? sink = null) =>
        new() { Id = Cast.Once, Actor = Party, SubscriptionId = id, Type = type, Sink = sink ?? $"https://{Name}.example/{id}" };

    public Unsubscribe Unsubscribe(string id = "sub_1", int? consented = null) => new() { Id = Cast.Once, Actor = Party, SubscriptionId = id, Consented = consented };

    public ReportOutcome Report(string unbinding, UnbindingOutcome outcome, string? reason = null, DateTimeOffset? until = null) =>
        new() { Id = Cast.Once, Actor = Party, UnbindingId = unbinding, Outcome = outcome, Reason = reason, Until = until };
}

internal sealed record RegistryVoice
{
    public Wake Wake() => new() { Id = Cast.Once, Actor = Party.Registry };

    public NoteOwnerMessage Note(OwnerChannel channel, OwnerMessageOutcome outcome, int generation = 1, string? occasion = "deactivated", bool late = false) =>
        new() { Id = Cast.Once, Actor = Party.Registry, Generation = generation, MessageId = "msg_1", Channel = channel, Outcome = outcome, Occasion = occasion, Late = late };

    public UnbindEarlier UnbindEarlier(int generation = 2) => new() { Id = Cast.Once, Actor = Party.Registry, Generation = generation };

    public CancelInbound CancelInbound(int generation = 2) => new() { Id = Cast.Once, Actor = Party.Registry, Generation = generation };

    public DisputeRefusals Dispute(string category = "other", DisputeReason reason = DisputeReason.NotMine, int generation = 2) =>
        new() { Id = Cast.Once, Actor = Party.Registry, Generation = generation, Category = category, Reason = reason };

    public Complain Complain(string? category = null, string? sender = "hash", ComplaintKind kind = ComplaintKind.Dunning, string? words = "sealed", int generation = 2) =>
        new() { Id = Cast.Once, Actor = Party.Registry, Generation = generation, Kind = kind, Category = category, Sender = category is null ? sender : null, Words = words };

    public AskInterception Intercept(string value = "dunning", SendersBy by = SendersBy.Category, int generation = 2) =>
        new() { Id = Cast.Once, Actor = Party.Registry, Generation = generation, Senders = Senders.TryParse(by, value)! };

    public EndInterception EndInterception(string interception, int generation = 2) =>
        new() { Id = Cast.Once, Actor = Party.Registry, Generation = generation, InterceptionId = interception };

    public ConfirmMoved Moved(int generation, params ReadOnlySpan<string> platforms) => new() { Id = Cast.Once, Actor = Party.Registry, Generation = generation, Platforms = [.. platforms] };

    public UnsubscribeOwner Unsubscribe(int generation = 1) => new() { Id = Cast.Once, Actor = Party.Registry, Generation = generation };

    public NoteSinkGone SinkGone(string id = "sub_1") => new() { Id = Cast.Once, Actor = Party.Registry, SubscriptionId = id };

    public NoteReceipt Receipt(string unbinding) => new() { Id = Cast.Once, Actor = Party.Registry, UnbindingId = unbinding };

    public NoteInbound NoteInbound(string source, DateTimeOffset since, ForwardingKind kind = ForwardingKind.Unconditional) =>
        new() { Id = Cast.Once, Actor = Party.Registry, Source = source, Kind = kind, Since = since };

    public DropInbound DropInbound(string source, DateTimeOffset since, ForwardingKind kind = ForwardingKind.Unconditional) =>
        new() { Id = Cast.Once, Actor = Party.Registry, Source = source, Kind = kind, Since = since };

    public CancelForwarding CancelForwarding(string target, DateTimeOffset since, ForwardingKind kind = ForwardingKind.Unconditional) =>
        new() { Id = Cast.Once, Actor = Party.Registry, Target = target, Kind = kind, Since = since };
}
