using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Sabotages;

/// <summary>Histories and rows that say what never happened.</summary>
internal static class HistorySabotage
{
    public static async Task SecondOwner(SabotagedNumber number)
    {
        await number.Assign();
        await number.Hands("""
            insert into number_events (number, sequence, at, generation, type, actor, cause, data)
            select number, sequence + 1, at, 2, type, 'registry', 'sabotage', replace(data, '"generation":1', '"generation":2') from number_events where number = @number and type = 'tenureStarted';
            update numbers set generation = 2 where number = @number
            """);
    }

    public static async Task SettlePresentBinding(SabotagedNumber number)
    {
        await number.Assign();
        await number.Bind();
        await number.Hands("""
            insert into number_events (number, sequence, at, generation, type, actor, cause, data)
            select number, sequence + 1, at, generation, 'unbindingRequested', 'registry', 'sabotage',
                jsonb_build_object('unbinding', jsonb_build_object('id', 'ub-sabotage', 'bindingId', data::jsonb -> 'binding' ->> 'id'))::text
            from number_events where number = @number and type = 'bindingRegistered';
            insert into number_events (number, sequence, at, generation, type, actor, cause, data)
            select number, sequence + 1, at, generation, 'unbindingSettled', 'registry', 'sabotage', '{"unbindingId":"ub-sabotage","state":"unbound"}'
            from number_events where number = @number and type = 'unbindingRequested'
            """);
    }

    public static async Task ReleaseEarly(SabotagedNumber number)
    {
        await number.Assign();
        await number.Carrier(Verb.Deactivate, """{"reason":"voluntary"}""");
        await number.Hands("""
            insert into number_events (number, sequence, at, generation, type, actor, cause, data)
            select number, sequence + 1, at + interval '1 day', generation, 'released', 'registry', 'sabotage', '{"reason":"cleared","residual":0}' from number_events where number = @number and type = 'deactivated';
            update numbers set phase = 'available' where number = @number
            """);
    }

    public static async Task Oversleep(SabotagedNumber number)
    {
        await number.Assign();
        await number.Hands("update numbers set wake_at = now() - interval '1 day' where number = @number");
    }

    public static async Task TearRow(SabotagedNumber number)
    {
        await number.Assign();
        await number.Hands("update numbers set phase = 'frozen' where number = @number");
    }

    public static async Task FlipRow(SabotagedNumber number)
    {
        await number.Assign();
        var token = await number.Bind();
        await number.Hands("update numbers set phase = 'frozen' where number = @number");
        await number.Check(token);
    }

    public static async Task Swap(SabotagedNumber number)
    {
        await number.Assign();
        await number.Carrier(Verb.Suspend);
        await number.Carrier(Verb.Resume);
        await number.Hands("""
            update number_events set sequence = 0 where number = @number and type = 'suspended';
            update number_events set sequence = 2 where number = @number and type = 'resumed';
            update number_events set sequence = 3 where number = @number and type = 'suspended'
            """);
    }
}
