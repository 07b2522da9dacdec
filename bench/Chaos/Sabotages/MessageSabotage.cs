using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Sabotages;

/// <summary>Messages that are swallowed, or go where they must never go.</summary>
internal static class MessageSabotage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task Swallow(SabotagedNumber number)
    {
        await number.Assign();
        await number.Bind();
        number.Run.Platforms.Fine.Down = true;
        await number.Carrier(Verb.Deactivate, """{"reason":"voluntary"}""");
        await Wait.For(async () => (await number.Run.Database.Read("select id from deliveries where number = @number and state = 0", static r => r.GetString(0), ("number", number.Number))).Count > 0, Patience);
        // It stays down: what its lane has read before the rows are gone must not arrive after.
        await number.Hands("delete from deliveries where number = @number");
    }

    public static async Task RemindOnOwnNumber(SabotagedNumber number)
    {
        await number.Assign();
        await number.Hands("""
            insert into deliveries (id, lane, destination, number, generation, kind, body, state, created_at, next_attempt, attempts)
            values ('sabotage', 'numbers/0', 'number:' || @number, @number, 1, 'rebind.reminder', '{}', 3, now(), now(), 0)
            """);
    }
}
