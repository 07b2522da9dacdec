using System.Reflection;
using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Numbers;

/// <summary>The lifecycle table as the rules make it: the canonical number of each phase, and each command by the party that may give it.</summary>
internal static class LifecycleTable
{
    public static readonly string[] Phases = ["never owned", "available", "in service", "suspended", "frozen", "held"];

    private static readonly Dictionary<Type, string> EventNames = typeof(NumberEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    public static IEnumerable<string> AllEventNames => EventNames.Values;

    /// <summary>One row of the table for each command, keyed by its first cell.</summary>
    public static Dictionary<string, string[]> Rows() => new()
    {
        ["assign"] = Row(_ => Cmcc.Assign("yue")),
        ["assign, same subscriber"] = Row(_ => Cmcc.Assign("zhou")),
        ["suspend"] = Row(_ => Cmcc.Suspend()),
        ["resume"] = Row(_ => Cmcc.Resume()),
        ["deactivate"] = Row(_ => Cmcc.Deactivate()),
        ["reinstate"] = Row(_ => Cmcc.Reinstate("zhou")),
        ["transfer"] = Row(_ => Cmcc.Transfer("yue")),
        ["port"] = Row(_ => Cmcc.Port("unicom")),
        ["announce deactivation"] = Row(s => Cmcc.Announce(DateOnly.FromDateTime(s.Now.UtcDateTime).AddDays(30))),
        ["note owner message"] = Row(_ => Registry.Note(OwnerChannel.Email, OwnerMessageOutcome.Sent)),
        ["unsubscribe owner"] = Row(_ => Registry.Unsubscribe()),
        ["confirm moved"] = Row(_ => Registry.Moved(1, "wechat")),
        ["unbind earlier"] = Row(s => Registry.UnbindEarlier(s.State.Generation)),
        ["cancel inbound"] = Row(s => Registry.CancelInbound(s.State.Generation)),
        ["dispute refusals"] = Row(s => Registry.Dispute(generation: s.State.Generation)),
        ["decide dispute"] = Row(s => OperatorDecides(s.State.Unbindings.FirstOrDefault()?.Id ?? "none", refusalStands: true)),
        ["complain"] = Row(s => Registry.Complain(generation: s.State.Generation)),
        ["close complaint"] = Row(_ => Cmcc.Close("none")),
        ["ask interception"] = Row(s => Registry.Intercept(generation: s.State.Generation)),
        ["end interception"] = Row(s => Registry.EndInterception("none", s.State.Generation)),
        ["answer interception"] = Row(_ => Cmcc.Answer("none")),
        ["give disclosure"] = Row(_ => Cmcc.GiveDisclosure()),
        ["release"] = Row(_ => OperatorReleases()),
        ["extend hold"] = Row(s => OperatorExtends(s.Now.AddDays(60))),
        ["set forwarding"] = Row(_ => Cmcc.Forward("+8613700137000")),
        ["clear forwarding"] = Row(_ => Cmcc.ClearForwarding()),
        ["note inbound"] = Row(s => Registry.NoteInbound("+8613700137000", s.Now)),
        ["drop inbound"] = Row(s => Registry.DropInbound("+8613500135000", s.Now)),
        ["cancel forwarding"] = Row(s => Registry.CancelForwarding(Story.Elsewhere, s.Now)),
        ["bind"] = Row(_ => Didi.Bind("rider")),
        ["bind, late"] = Row(_ => Didi.Bind("rider", Story.Start.AddDays(1))),
        ["unbind"] = Row(_ => WeChat.Unbind("zhou88")),
        ["confirm"] = Row(_ => WeChat.Confirm("zhou88")),
        ["note receipt"] = Row(s => Registry.Receipt(s.State.Unbindings.FirstOrDefault()?.Id ?? "none")),
        ["report outcome"] = Row(s => WeChat.Report(s.State.Unbindings.FirstOrDefault()?.Id ?? "none", UnbindingOutcome.Unbound)),
        ["subscribe"] = Row(_ => Didi.Subscribe(SubscribedEvent.Reassigned)),
        ["subscribe, holder's token"] = Row(s => Didi.Subscribe(SubscribedEvent.Reassigned) with { Consented = s.State.Generation }),
        ["unsubscribe"] = Row(_ => Didi.Unsubscribe()),
        ["note sink gone"] = Row(_ => Registry.SinkGone()),
        ["wake, 200 days later"] = Row(_ => Registry.Wake(), daysLater: 200),
    };

    private static string[] Row(Func<Story, NumberCommand> command, int daysLater = 0) => [.. Phases.Select(phase => Cell(Canonical(phase).Miss(daysLater), command))];

    /// <summary>Zhou's number with an account at WeChat, forwarded, and forwarded to; what nobody answers goes overdue.</summary>
    private static Story Canonical(string phase)
    {
        var owned = Story.New().Do(Cmcc.Assign("zhou")).Do(WeChat.Bind("zhou88")).Do(Cmcc.Forward(Story.Elsewhere)).Do(Registry.NoteInbound("+8613500135000", Story.Start)).Pass(days: 10);
        return phase switch
        {
            "never owned" => Story.New().Pass(days: 10),
            "in service" => owned,
            "suspended" => owned.Do(Cmcc.Suspend()),
            "frozen" => owned.Do(Cmcc.Deactivate()).Pass(days: 3),
            "held" => owned.Do(Cmcc.Deactivate()).Pass(days: 100),
            _ => owned.Do(Cmcc.Deactivate()).Pass(days: 120).Do(Registry.DropInbound("+8613500135000", Story.Start)),
        };
    }

    private static string Cell(Story story, Func<Story, NumberCommand> command)
    {
        var decision = story.Try(command(story));
        var events = decision.Events.Select(e => EventNames[e.GetType()]).Distinct();
        return decision.Refusal is { } refusal ? $"`{Snake(refusal.ToString())}`"
            : decision.Events.IsEmpty ? "no change"
            : $"→ {PhaseOf(decision.State)}: {string.Join(", ", events)}";
    }

    private static string PhaseOf(NumberState state) => state switch
    {
        { Held: true } => "held",
        { Phase: Phase.InService } => "in service",
        { Phase: Phase.Available, Generation: 0 } => "never owned",
        _ => state.Phase.ToString().ToLowerInvariant(),
    };

    private static string Snake(string name) =>
        string.Concat(name.Select((c, place) => char.IsUpper(c) && place > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
