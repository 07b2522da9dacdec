using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Sabotages;

/// <summary>Commands that are lost, done again, or answered as they must not be.</summary>
internal static class CommandSabotage
{
    /// <summary>As a database would that came back from an old copy: the number as it was before its last acknowledged command.</summary>
    public static async Task Lose(SabotagedNumber number)
    {
        await number.Assign();
        await number.Hands("create table chaos_copy as select * from numbers where number = @number");
        await number.Carrier(Verb.Suspend);
        await number.Hands("""
            delete from number_events e using chaos_copy c where e.number = c.number and e.sequence > (c.state::json -> 'number' ->> 'sequence')::bigint;
            delete from number_commands k using chaos_copy c where k.number = c.number and not exists (select from number_events e where e.number = k.number and k.command_id like '%/' || e.cause);
            update numbers n set version = c.version, state = c.state, phase = c.phase from chaos_copy c where n.number = c.number and n.number = @number;
            drop table chaos_copy
            """);
    }

    /// <summary>What its caller asked for once is done a second time, under another id.</summary>
    public static async Task DoAgain(SabotagedNumber number)
    {
        await number.Assign();
        using var http = await Clusters.Cluster.Connect(number.Run.Cluster.Gateway, await number.Run.Cluster.Credentials("carrier"));
        await number.Carrier(new Caller(http, ChaosRun.CarrierParty, new History(), CancellationToken.None), Verb.Suspend);
    }

    /// <summary>On the wire: a caller gets a bare 500.</summary>
    public static async Task AnswerUntyped(SabotagedNumber number)
    {
        await number.Assign();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var wire = builder.Build();
        wire.MapFallback(static () => Results.StatusCode(500));
        await wire.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(wire.Urls.First()) };
        await number.Carrier(new Caller(http, ChaosRun.CarrierParty, number.Run.History, CancellationToken.None), Verb.Suspend, once: true);
    }
}
