using System.Collections.Immutable;
using RecycledNumbers.Domain.Deliveries;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>What the rules make of a command: a refusal, or a new state with the events that lead to it, what must be sent, and the answer.</summary>
public sealed record Decision
{
    private Decision()
    {
    }

    /// <summary>Why not, or null.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>The state after it.</summary>
    public required NumberState State { get; init; }

    /// <summary>What happened, in order; none when the command asked for what is so already.</summary>
    public ImmutableArray<NumberEvent> Events { get; private init; } = [];

    /// <summary>What must be sent, in order.</summary>
    public ImmutableArray<Delivery> Deliveries { get; private init; } = [];

    /// <summary>The answer, where the command was accepted.</summary>
    public CommandAnswer Answer { get; private init; } = CommandAnswer.Empty;

    /// <summary>Refuses: nothing changes.</summary>
    public static Decision Refuse(NumberState state, Refusal refusal) => new() { State = state, Refusal = refusal };

    /// <summary>What follows from any command that changed something; a refusal, and one that changed nothing, stay as they are.</summary>
    public Decision Then(Func<Course, Course> more)
    {
        if (Events.IsEmpty)
        {
            return this;
        }

        var course = more(new Course(State, Events, Deliveries));
        return this with { State = course.State, Events = course.Events, Deliveries = course.Deliveries };
    }

    /// <summary>Accepts a course of events.</summary>
    public static Decision Accept(Course course, CommandAnswer answer) =>
        new() { State = course.State, Events = course.Events, Deliveries = course.Deliveries, Answer = answer };
}

/// <summary>A course of events as it unfolds: each is applied at once, so that the next rule sees what the last one did.</summary>
/// <param name="State">The state so far.</param>
/// <param name="Events">What happened so far.</param>
/// <param name="Deliveries">What must be sent so far.</param>
public sealed record Course(NumberState State, ImmutableArray<NumberEvent> Events, ImmutableArray<Delivery> Deliveries)
{
    /// <summary>A course that has not begun.</summary>
    public static Course From(NumberState state) => new(state, [], []);

    /// <summary>One more event.</summary>
    public Course Then(NumberEvent happened)
    {
        var after = NumberReplay.Apply(State, happened);
        return new Course(after, Events.Add(happened), Deliveries.AddRange(NumberDeliveries.Of(State, happened, after)));
    }

    /// <summary>One more event where a condition holds.</summary>
    public Course ThenIf(bool condition, Func<Course, Course> more) => condition ? more(this) : this;

    /// <summary>An event for each item, in order.</summary>
    public Course ThenEach<T>(IEnumerable<T> items, Func<T, NumberEvent> happened) =>
        items.ToImmutableArray().Aggregate(this, (course, item) => course.Then(happened(item)));
}
