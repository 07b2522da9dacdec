using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Bindings;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>A number as its events have made it. Bounded: 500 bindings, 100 inbound forwardings, 40 subscriptions, 20 complaints, 40 interceptions, the unbindings of its standing and last-cleared bindings; history is kept apart.</summary>
public sealed record NumberState
{
    /// <summary>E.164 text.</summary>
    public required string Number { get; init; }

    /// <summary>Where it stands.</summary>
    public Phase Phase { get; init; } = Phase.Available;

    /// <summary>The carrier that holds it, or null where only its block says so.</summary>
    public string? Carrier { get; init; }

    /// <summary>The present tenure, or the last one, or null before the first.</summary>
    public Tenure? Tenure { get; init; }

    /// <summary>Since when the registry knows who had it.</summary>
    public DateTimeOffset? CoveredSince { get; init; }

    /// <summary>When the last tenure that is over ended.</summary>
    public DateTimeOffset? LastEnded { get; init; }

    /// <summary>When the freeze is over, while frozen.</summary>
    public DateTimeOffset? FrozenUntil { get; init; }

    /// <summary>Freeze over, clearance not done.</summary>
    public bool Held { get; init; }

    /// <summary>When a held number is released whatever is open, or null for never.</summary>
    public DateTimeOffset? HoldLimit { get; init; }

    /// <summary>When the clearance starts, while the grace period lasts.</summary>
    public DateTimeOffset? ClearanceAt { get; init; }

    /// <summary>A clearance has started and its completion has not been told.</summary>
    public bool Clearing { get; init; }

    /// <summary>When the previous owner is reminded again.</summary>
    public ImmutableArray<DateTimeOffset> Reminders { get; init; } = [];

    /// <summary>Forwardings that its owner has set.</summary>
    public ImmutableArray<OwnForwarding> Forwarding { get; init; } = [];

    /// <summary>Forwardings on other numbers that are aimed at it.</summary>
    public ImmutableArray<InboundForwarding> Inbound { get; init; } = [];

    /// <summary>Accounts that hang on it, of the present tenure and of earlier ones.</summary>
    public ImmutableArray<Binding> Bindings { get; init; } = [];

    /// <summary>Unbindings, open ones and those settled since the last tenure ended.</summary>
    public ImmutableArray<Unbinding> Unbindings { get; init; } = [];

    /// <summary>How many bindings of earlier tenures were cleared, by category.</summary>
    public ImmutableSortedDictionary<string, int> Cleared { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Contacts that owners left for reminders, of the present tenure and of those before it until they are erased.</summary>
    [JsonIgnore]
    public ImmutableArray<OwnerContact> Contacts
    {
        get => LeftContacts ?? [];
        init => LeftContacts = value.IsEmpty ? null : value;
    }

    /// <summary>The same as it is stored: nothing where there are none, so that such a row is what release 0.1.0 wrote.</summary>
    public ImmutableArray<OwnerContact>? LeftContacts { get; init; }

    /// <summary>Who wants to be told of it at a sink, in the order in which they asked.</summary>
    [JsonIgnore]
    public ImmutableArray<Subscription> Subscriptions
    {
        get => Subscribed ?? [];
        init => Subscribed = value.IsEmpty ? null : value;
    }

    /// <summary>The same as it is stored: nothing where there are none, as almost everywhere.</summary>
    public ImmutableArray<Subscription>? Subscribed { get; init; }

    /// <summary>Complaints of the present holder: open ones, and the last that were closed.</summary>
    [JsonIgnore]
    public ImmutableArray<Complaint> Complaints
    {
        get => MadeComplaints ?? [];
        init => MadeComplaints = value.IsEmpty ? null : value;
    }

    /// <summary>The same as it is stored.</summary>
    public ImmutableArray<Complaint>? MadeComplaints { get; init; }

    /// <summary>Interceptions of the present holder: those that go on, and the last that are over.</summary>
    [JsonIgnore]
    public ImmutableArray<Interception> Interceptions
    {
        get => AskedInterceptions ?? [];
        init => AskedInterceptions = value.IsEmpty ? null : value;
    }

    /// <summary>The same as it is stored.</summary>
    public ImmutableArray<Interception>? AskedInterceptions { get; init; }

    /// <summary>Salts of the tenures of which something can still be told.</summary>
    [JsonIgnore]
    public ImmutableArray<TenureSalt> Salts
    {
        get => TenureSalts ?? [];
        init => TenureSalts = value.IsEmpty ? null : value;
    }

    /// <summary>The same as it is stored.</summary>
    public ImmutableArray<TenureSalt>? TenureSalts { get; init; }

    /// <summary>How many events it has.</summary>
    public long Sequence { get; init; }

    /// <summary>Generation of the present or last tenure; 0 before the first.</summary>
    [JsonIgnore]
    public int Generation => Tenure?.Generation ?? 0;

    /// <summary>A subscriber has it now.</summary>
    [JsonIgnore]
    public bool Owned => Phase is Phase.InService or Phase.Suspended;

    /// <summary>Bindings of tenures that are over.</summary>
    [JsonIgnore]
    public IEnumerable<Binding> Standing => Bindings.Where(IsStanding);

    /// <summary>Those of them whose owner has not said that they have moved: what reminders are about.</summary>
    [JsonIgnore]
    public IEnumerable<Binding> Unmoved => Standing.Where(b => b.MovedAt is null);

    /// <summary>Nothing is awaited any more: it may leave the freeze when that is over.</summary>
    [JsonIgnore]
    public bool IsClear => ClearanceRules.IsDone(this);

    /// <summary>A number that nothing has happened to.</summary>
    public static NumberState New(string number) => new() { Number = number };

    /// <summary>Whether a binding was made in a tenure that is over: only these are ever unbound because of recycling.</summary>
    public bool IsStanding(Binding binding) => IsOver(binding.Generation);

    /// <summary>Whether the tenure of this generation is over.</summary>
    public bool IsOver(int generation) => generation < Generation || !Owned;

    /// <summary>What the owner of a tenure left, or null. Release 0.1.0 kept it in the tenure.</summary>
    public OwnerContact? ContactOf(int generation) =>
        Contacts.FirstOrDefault(c => c.Generation == generation)
        ?? (Tenure is { Contact: { } text } tenure && tenure.Generation == generation ? new OwnerContact { Generation = generation, Sealed = text, LeftAt = tenure.Since } : null);

    /// <summary>When something falls due next, or null. Derived, so that it cannot be forgotten.</summary>
    public DateTimeOffset? NextDue()
    {
        DateTimeOffset? next = null;
        Consider(ClearanceAt);
        Consider(Phase == Phase.Frozen && !Held ? FrozenUntil : null);
        Consider(Held ? HoldLimit : null);
        foreach (var reminder in Reminders)
        {
            Consider(reminder);
        }

        foreach (var contact in Contacts)
        {
            Consider(contact.EraseAt);
        }

        foreach (var salt in Salts)
        {
            Consider(ErasureRules.IsErasable(this, salt) ? salt.EraseAt : null);
        }

        foreach (var subscription in Subscriptions)
        {
            Consider(subscription.EndsAt);
        }

        foreach (var unbinding in Unbindings)
        {
            if (unbinding.State is UnbindingState.Requested or UnbindingState.Receipted or UnbindingState.Deferred)
            {
                Consider(unbinding.RetryAt);
                Consider(unbinding.Deadline);
            }
        }

        foreach (var complaint in Complaints)
        {
            Consider(complaint.IsOpen && complaint.To.Kind == PartyKind.Platform ? complaint.Deadline : null);
        }

        foreach (var binding in Bindings)
        {
            Consider(Owned && binding.Generation == Generation ? binding.ReverifyAt : null);
        }

        return next;

        void Consider(DateTimeOffset? at)
        {
            if (at is not null && (next is null || at < next))
            {
                next = at;
            }
        }
    }
}
