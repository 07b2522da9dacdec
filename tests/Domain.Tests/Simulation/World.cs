using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>One number, the memory of answers that its grain keeps, and the model beside it. Every step is checked.</summary>
internal sealed class World(NumberPolicies policies)
{
    private readonly Dictionary<string, CommandAnswer> memory = [];

    public NumberPolicies Policies => policies;

    public NumberState State { get; private set; } = NumberState.New(Story.Self);

    public DateTimeOffset Now { get; private set; } = Story.Start;

    /// <summary>The latest instant that any clock has shown; one that is behind may show an earlier one afterwards.</summary>
    public DateTimeOffset Latest { get; private set; } = Story.Start;

    public Model Model { get; } = new();

    public List<NumberCommand> Log { get; } = [];

    public List<NumberEvent> History { get; } = [];

    public HashSet<string> DeliveryIds { get; } = [];

    public Dictionary<string, int> Covered { get; } = [];

    /// <summary>What was sent, and when: the story to print when something is broken.</summary>
    public List<(DateTimeOffset At, NumberCommand Command)> Sent { get; } = [];

    public static World Of(Life life) => new(RandomPolicies.All[life.Policies]);

    public World Live(Life life)
    {
        foreach (var step in life.Steps)
        {
            Pass(step);
            Send(Author.Write(this, step));
        }

        Ending.Check(this);
        return this;
    }

    /// <summary>How long a number must rest: the law of its country, written down a second time, or the carrier's policy.</summary>
    public int MinimumDays(NumberCommand command) => Math.Max(
        policies.Carrier.FreezeDays,
        RandomPolicies.MinimumDays(policies.Freeze.Country, State.Tenure?.Usage == Usage.Business, command is Deactivate { Nuisance: true }));

    /// <summary>Time goes to an instant and the number is woken there.</summary>
    public void WakeAt(DateTimeOffset instant)
    {
        Now = instant > Now ? instant : Now;
        Send(Registry.Wake());
        Broken.Unless(State.NextDue() is not { } due || due > Now, "a wake makes progress", State);
    }

    /// <summary>The grain in small: seen already? the same answer. Else decide, check, and keep the answer of what was accepted.</summary>
    public void Send(NumberCommand command)
    {
        Sent.Add((Now, command));
        Latest = Now > Latest ? Now : Latest;
        if (memory.ContainsKey(command.Id.Key))
        {
            Cover("repeat");
            return;
        }

        var decision = NumberLifecycle.Decide(State, command, policies, Now);
        var again = NumberLifecycle.Decide(State, command, policies, Now);
        Broken.Unless(
            decision.Refusal == again.Refusal && decision.Events.Length == again.Events.Length
            && decision.Events.Zip(again.Events).All(pair => Same.Events(pair.First, pair.Second)) && decision.Deliveries.SequenceEqual(again.Deliveries),
            "deciding twice decides the same",
            command);
        if (decision.Refusal is { } refusal)
        {
            Broken.Unless(ReferenceEquals(decision.State, State) && decision.Events.IsEmpty && decision.Deliveries.IsEmpty, "a refusal changes nothing", command);
            Cover($"refused {refusal}");
            return;
        }

        Take(command, decision);
    }

    public void Cover(string what) => Covered[what] = Covered.GetValueOrDefault(what) + 1;

    private void Take(NumberCommand command, Decision decision)
    {
        var state = State;
        var minimum = MinimumDays(command);
        foreach (var happened in decision.Events)
        {
            var after = NumberReplay.Apply(state, happened);
            EventInvariants.Check(state, happened, after, this, command);
            Model.Take(happened, command, minimum);
            Covering.Of(this, state, happened);
            state = after;
        }

        foreach (var delivery in decision.Deliveries)
        {
            DeliveryInvariants.Check(delivery, state, this);
        }

        SubscriptionInvariants.Check(State, decision, command, this);

        Broken.Unless(Same.States(state, decision.State), "replaying the events gives the state", command);
        State = decision.State;
        History.AddRange(decision.Events);
        StateInvariants.Check(this);
        if (command is Wake)
        {
            return;
        }

        memory[command.Id.Key] = decision.Answer;
        Log.Add(command);
        Broken.Unless(
            command is not (NoteInbound or DropInbound or CancelForwarding or NoteReceipt) || NumberLifecycle.Decide(State, command, policies, Now).Events.IsEmpty,
            "what one number tells another changes nothing twice, even unremembered",
            command);
    }

    private void Pass(Step step)
    {
        var target = step.When switch
        {
            4 => Now.AddSeconds(-1),
            5 => Now.AddMinutes(1),
            6 => Now.AddHours(1),
            7 => Now.AddDays(1),
            8 => Now.AddDays(3),
            9 => Now.AddDays(7),
            10 => Now.AddDays(30),
            11 or 12 => Now.AddDays(90),
            13 or 14 => State.NextDue() is { } due && due > Now ? due : Now,
            _ => Now,
        };
        while (step.Which < 48 && State.NextDue() is { } next && next <= target)
        {
            WakeAt(next);
        }

        Now = target;
    }
}
