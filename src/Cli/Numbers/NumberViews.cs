using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RecycledNumbers.Cli.Numbers;

/// <summary>Numbers as people read them.</summary>
internal static class NumberViews
{
    internal static IRenderable Whole(NumberAnswer number)
    {
        var facts = Screen.Facts(
            ("number", number.Number),
            ("phase", number.Held ? "frozen, held" : number.Phase),
            ("carrier", number.Carrier),
            ("generation", number.Generation),
            ("tenure since", number.TenureSince),
            ("frozen until", number.FrozenUntil),
            ("forwarding", number.Forwarding.Count == 0 ? null : number.Forwarding.Select(static f => $"{Screen.Say(f.Kind)} to {f.Target}")),
            ("inbound forwarding", number.InboundForwarding == 0 ? null : number.InboundForwarding),
            ("clearance", number.Clearance.State == ClearanceState.None ? null : number.Clearance.State));
        if (number.Clearance.Items.Count == 0)
        {
            return facts;
        }

        var table = new Table().Border(TableBorder.None).AddColumns("platform", "category", "state", "asked", "deadline", "attempts");
        foreach (var item in number.Clearance.Items)
        {
            table.AddRow(new object[] { item.Platform, item.Category, item.State, item.RequestedAt, item.Deadline, item.Attempts }.Select(static value => new Text(Screen.Say(value))));
        }

        return new Spectre.Console.Rows(facts, table);
    }

    internal static IRenderable Assigned(AssignAnswer assigned) => new Spectre.Console.Rows(
        Screen.Facts(("number", assigned.Number), ("phase", assigned.Phase), ("generation", assigned.Generation)), Disclosed(assigned.Disclosure));

    internal static IRenderable Disclosed(Disclosure told) => told.SecondHand
        ? Screen.Facts(("second-hand", true), ("earlier tenures", told.EarlierTenures), ("last one ended", told.LastEnded), ("cleared", told.Cleared), ("residual", told.Residual))
        : Screen.Facts(("second-hand", false));
}
