using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests;

/// <summary>One number's life, told command by command from Monday 2 March 2026, ten o'clock in Shanghai.</summary>
internal sealed class Story
{
    public const string Self = "+8613800138000";
    public const string Elsewhere = "+8613900139000";
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    private Story()
    {
    }

    public NumberPolicies Policies { get; private set; } = new() { Freeze = FreezeProfile.Of("CN"), BlockHolder = "cmcc" };

    public NumberState State { get; private set; } = NumberState.New(Self);

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>What the last command or passing of time came to.</summary>
    public List<NumberEvent> Events { get; } = [];

    public List<Delivery> Deliveries { get; } = [];

    public CommandAnswer Answer { get; private set; } = CommandAnswer.Empty;

    public IEnumerable<Unbinding> Open => State.Unbindings.Where(u => u.Open);

    public Unbinding TheUnbinding => State.Unbindings.Single();

    public Disclosure Disclosure => Disclosure.Of(State, Policies.Freeze);

    public static Story New(CarrierPolicy? carrier = null, string country = "CN") => new()
    {
        Policies = new() { Freeze = FreezeProfile.Of(country), BlockHolder = "cmcc", Carrier = carrier ?? CarrierPolicy.Default },
    };

    /// <summary>Zhou has the number and an account at WeChat.</summary>
    public static Story Bound(CarrierPolicy? carrier = null, string country = "CN") =>
        New(carrier, country).Do(Cmcc.Assign("zhou")).Pass(days: 10).Do(WeChat.Bind("zhou88"));

    /// <summary>Zhou gave the number up, and WeChat has been asked to unbind.</summary>
    public static Story Clearing(CarrierPolicy? carrier = null) => Bound(carrier).Do(Cmcc.Deactivate()).Pass(days: 3);

    /// <summary>Zhou's number is released with the account residual; Yue has it now.</summary>
    public static Story SecondHand() => Clearing().Pass(days: 120).Do(Cmcc.Assign("yue"));

    /// <summary>Yue has it, and WeChat has refused to her to let Zhou's account go.</summary>
    public static Story Refused() => SecondHand().Do(Registry.UnbindEarlier()).RefusedBy(WeChat);

    public Story RefusedBy(PlatformVoice platform) => Do(platform.Report(TheUnbinding.Id, UnbindingOutcome.Refused, "in debt"));

    public Story WithPlatform(PlatformVoice platform, PlatformPolicy policy)
    {
        Policies = Policies with { Platforms = Policies.Platforms.SetItem(platform.Name, policy) };
        return this;
    }

    /// <summary>A command that must be accepted.</summary>
    public Story Do(NumberCommand command)
    {
        Events.Clear();
        Deliveries.Clear();
        return Take(command);
    }

    /// <summary>What a command would come to.</summary>
    public Decision Try(NumberCommand command) => NumberLifecycle.Decide(State, command, Policies, Now);

    /// <summary>Time passes, and the number is woken whenever something is due.</summary>
    public Story Pass(double days)
    {
        Events.Clear();
        Deliveries.Clear();
        var end = Now.AddDays(days);
        while (State.NextDue() is { } due && due <= end)
        {
            Now = due > Now ? due : Now;
            Take(Registry.Wake());
            (State.NextDue() is { } still && still <= Now).ShouldBeFalse("A wake makes progress.");
        }

        Now = end;
        return this;
    }

    /// <summary>Time passes, and nobody wakes the number.</summary>
    public Story Miss(double days)
    {
        Now = Now.AddDays(days);
        return this;
    }

    private Story Take(NumberCommand command)
    {
        var decision = Try(command);
        decision.Refusal.ShouldBeNull();
        State = decision.State;
        Answer = decision.Answer;
        Events.AddRange(decision.Events);
        Deliveries.AddRange(decision.Deliveries);
        return this;
    }
}
