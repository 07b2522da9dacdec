using RecycledNumbers.Domain.Bindings;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>One subscriber's time, as the model has it.</summary>
internal sealed record Span(DateTimeOffset Since, DateTimeOffset? Ended);

/// <summary>What a naive bookkeeper makes of the events: tenures as a list, each account with the tenure it was truly made in, counts by counting.</summary>
internal sealed class Model
{
    public List<Span> Tenures { get; } = [];

    public Dictionary<string, (Binding Binding, int Tenure)> Bindings { get; } = [];

    public HashSet<(string Platform, string Account)> Accounts { get; } = [];

    /// <summary>How the last unbinding of each binding stands.</summary>
    public Dictionary<string, UnbindingState> Asked { get; } = [];

    public Dictionary<string, Unbinding> Unbindings { get; } = [];

    public SortedDictionary<string, int> Cleared { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset? RestUntil { get; private set; }

    public Unbinding? FirstUnbinding { get; private set; }

    public int OpenTenures => Tenures.Count(t => t.Ended is null);

    public int Residual => Bindings.Values.Count(b => IsOver(b.Tenure));

    /// <summary>Whether a binding was made in a tenure that is over.</summary>
    public bool IsEarlier(string bindingId) => Bindings.TryGetValue(bindingId, out var known) && IsOver(known.Tenure);

    public bool IsOver(int tenure) => Tenures[tenure - 1].Ended is not null;

    /// <summary>Open in the eyes of the model: asked for, and neither settled nor cancelled.</summary>
    public bool IsOpen(string unbindingId) => Unbindings.TryGetValue(unbindingId, out var known) && known.Open;

    public void Take(NumberEvent happened, NumberCommand command, int minimumDays)
    {
        switch (happened)
        {
            case TenureStarted e:
                Tenures.Add(new Span(e.Since, null));
                break;
            case Transferred e:
                Tenures[^1] = Tenures[^1] with { Ended = e.At };
                Tenures.Add(new Span(e.At, null));
                break;
            case Deactivated e:
                Tenures[^1] = Tenures[^1] with { Ended = e.EffectiveAt };
                RestUntil = e.EffectiveAt.AddDays(minimumDays);
                break;
            case Reinstated:
                Tenures[^1] = Tenures[^1] with { Ended = null };
                break;
            case BindingRegistered e:
                Register(e.Binding, (command as Bind)?.BoundAt);
                break;
            case BindingRemoved e:
                Remove(e.BindingId);
                break;
            case UnbindingRequested e:
                FirstUnbinding ??= e.Unbinding;
                Unbindings[e.Unbinding.Id] = e.Unbinding;
                Note(e.Unbinding.Id, UnbindingState.Requested);
                break;
            case UnbindingRenewed e:
                Note(e.UnbindingId, UnbindingState.Requested);
                break;
            case UnbindingDisputed e:
                Note(e.UnbindingId, UnbindingState.Requested);
                break;
            case UnbindingReceipted e:
                Note(e.UnbindingId, UnbindingState.Receipted);
                break;
            case UnbindingDeferred e:
                Note(e.UnbindingId, UnbindingState.Deferred);
                break;
            case UnbindingWentOverdue e:
                Note(e.UnbindingId, UnbindingState.Overdue);
                break;
            case UnbindingCancelled e:
                Note(e.UnbindingId, UnbindingState.Cancelled);
                break;
            case UnbindingSettled e:
                Note(e.UnbindingId, e.State);
                Remove(e.State == UnbindingState.Refused ? null : Unbindings[e.UnbindingId].BindingId);
                break;
        }
    }

    private void Note(string unbindingId, UnbindingState state)
    {
        var unbinding = Unbindings[unbindingId] = Unbindings[unbindingId] with { State = state };
        if (unbinding.BindingId is not null)
        {
            Asked[unbinding.BindingId] = state;
        }
    }

    /// <summary>Made in the first tenure that had not ended by then; nobody but the present owner registers 'now'.</summary>
    private void Register(Binding binding, DateTimeOffset? boundAt)
    {
        foreach (var former in Bindings.Values.Where(b => b.Binding.Platform == binding.Platform && b.Binding.Account == binding.Account).ToArray())
        {
            Bindings.Remove(former.Binding.Id);
        }

        var tenure = boundAt is null ? Tenures.Count : 1 + Tenures.FindIndex(t => t.Ended is null || boundAt < t.Ended);
        Bindings[binding.Id] = (binding, tenure);
        Accounts.Add((binding.Platform, binding.Account));
    }

    private void Remove(string? bindingId)
    {
        if (bindingId is null || !Bindings.Remove(bindingId, out var removed) || !IsOver(removed.Tenure))
        {
            return;
        }

        Cleared[removed.Binding.Category] = Cleared.GetValueOrDefault(removed.Binding.Category) + 1;
    }
}
