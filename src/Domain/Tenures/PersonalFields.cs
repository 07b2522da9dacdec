using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Domain.Tenures;

/// <summary>What in an event tells of a person: who the subscriber is, their accounts, the other numbers of their life.</summary>
public static class PersonalFields
{
    /// <summary>Their names in a stored event.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal) { "subscriber", "account", "target", "source", "sender", "value" };

    /// <summary>The event with each of them replaced.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="tenure">The tenure in which it happened, where the event does not name one.</param>
    /// <param name="state">The state after all events of the same write.</param>
    /// <param name="replace">From the tenure whose affair it is and the text, another text.</param>
    public static NumberEvent Replace(NumberEvent happened, int tenure, NumberState state, Func<int, string, string> replace) => happened switch
    {
        TenureStarted e => e with { Subscriber = replace(e.Generation, e.Subscriber) },
        Transferred e => e with { Subscriber = replace(e.Generation, e.Subscriber) },
        Ported { Subscriber: { } subscriber } e => e with { Subscriber = replace(tenure, subscriber) },
        BindingRegistered e => e with { Binding = e.Binding with { Account = replace(e.Binding.Generation, e.Binding.Account) } },
        UnbindingRequested { Unbinding.BindingId: not null } e => e with { Unbinding = e.Unbinding with { Account = replace(e.Unbinding.Generation, e.Unbinding.Account) } },
        ForwardingSet e => e with { Target = replace(tenure, e.Target) },
        ForwardingCleared e => e with { Target = replace(tenure, e.Target) },
        InboundNoted e => e with { Source = replace(tenure, e.Source) },
        InboundCancelled e => e with { Source = replace(tenure, e.Source) },
        InboundDropped e => e with { Source = replace(tenure, e.Source) },
        ComplaintMade e => e with { Complaint = Replace(e.Complaint, state, replace) },
        InterceptionAsked { Interception.By: not SendersBy.Category } e => e with { Interception = e.Interception with { Value = replace(e.Interception.Generation, e.Interception.Value) } },
        _ => happened,
    };

    // The account is an earlier owner's, the sender is what bothers this one.
    private static Complaint Replace(Complaint complaint, NumberState state, Func<int, string, string> replace) => complaint with
    {
        Account = complaint.Account is { } account
            ? replace(state.Bindings.FirstOrDefault(b => complaint.To == Party.Platform(b.Platform) && b.Account == account)?.Generation ?? complaint.Generation, account)
            : null,
        Sender = complaint.Sender is { } sender ? replace(complaint.Generation, sender) : null,
    };
}
