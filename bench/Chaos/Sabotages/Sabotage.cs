using RecycledNumbers.Chaos.Checks;

namespace RecycledNumbers.Chaos.Sabotages;

/// <summary>Breaks one promise on purpose, by the harness's own hands on tables and wire: a line that can't show it is worthless. The product holds no such code.</summary>
internal static class Sabotage
{
    private static readonly Dictionary<string, Func<SabotagedNumber, Task>> Ways = new(StringComparer.Ordinal)
    {
        [Lines.Lost] = CommandSabotage.Lose,
        [Lines.Twice] = CommandSabotage.DoAgain,
        [Lines.Untyped] = CommandSabotage.AnswerUntyped,
        [Lines.TwoOwners] = HistorySabotage.SecondOwner,
        [Lines.Touched] = HistorySabotage.SettlePresentBinding,
        [Lines.Early] = HistorySabotage.ReleaseEarly,
        [Lines.Overslept] = HistorySabotage.Oversleep,
        [Lines.HalfState] = HistorySabotage.TearRow,
        [Lines.WrongCheck] = HistorySabotage.FlipRow,
        [Lines.Order] = HistorySabotage.Swap,
        [Lines.NeverDelivered] = MessageSabotage.Swallow,
        [Lines.Recycled] = MessageSabotage.RemindOnOwnNumber,
    };

    /// <summary>Whether a line can be broken.</summary>
    public static bool Knows(string line) => Ways.ContainsKey(line);

    /// <summary>Breaks it, at a number that nobody else uses.</summary>
    public static Task Do(string line, ChaosRun run) => Ways[line](new SabotagedNumber(run, Load.Numbers.Of(99_900 + Ways.Keys.ToList().IndexOf(line))));
}
