using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using RecycledNumbers.Chaos.Clusters;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>A file of deactivations: of numbers in service with an account each, every tenth row repeating the number of the one before it, and so refused.</summary>
internal static class Deactivations
{
    private const string Template = "+8613810000000";

    /// <summary>What the tables hold afterwards.</summary>
    /// <param name="Events">Events of deactivation.</param>
    /// <param name="Numbers">Numbers with such an event.</param>
    /// <param name="Frozen">Numbers that rest.</param>
    /// <param name="Commands">Remembered rows of a batch.</param>
    /// <param name="Told">Platforms that were told.</param>
    internal sealed record Rows(long Events, long Numbers, long Frozen, long Commands, long Told);

    /// <summary>One number goes the ordinary way; the others are copies of its row.</summary>
    public static async Task Prepare(Chaos.Clusters.Cluster cluster, RegistryDatabase database, int rows)
    {
        await Do(cluster, "operator", "/v1/admin/blocks", $$"""{"carrier":"demo-mobile","first":"{{Template}}","last":"+8613819999999"}""");
        await Do(cluster, "carrier", $"/v1/numbers/{Template}/assign", """{"subscriber":"subscriber-1"}""");
        await Do(cluster, "platformPull", $"/v1/numbers/{Template}/bindings", """{"account":"account-0123456789"}""");
        await database.Change($"""
            insert into numbers (number, version, state, phase, carrier, generation, last_sequence, wake_shard, wake_at, changed_at)
            select b.number, n.version, replace(n.state, '{Template[1..]}', substr(b.number, 2)), n.phase, n.carrier, n.generation, n.last_sequence, n.wake_shard, n.wake_at, n.changed_at
            from numbers n cross join (select '+861381' || lpad(i::text, 7, '0') as number from generate_series(1, @rows) i) b where n.number = '{Template}'
            """, ("rows", rows));
    }

    public static async Task<string> Send(HttpClient carrier, int rows)
    {
        var file = new StringBuilder("number,reason\n");
        for (var row = 1; row <= rows; row++)
        {
            file.Append(CultureInfo.InvariantCulture, $"+861381{(row % 10 == 0 ? row - 1 : row):0000000},voluntary\n");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batches?content=deactivations") { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(file.ToString())) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Add("Idempotency-Key", "the-batch");
        using var answer = await carrier.SendAsync(request);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<string>();
    }

    public static async Task<Rows> Left(RegistryDatabase database) => (await database.Read(
        """
        select (select count(*) from number_events where type = 'deactivated'), (select count(distinct number) from number_events where type = 'deactivated'),
            (select count(*) from numbers where phase = 'frozen'), (select count(*) from number_commands where command_id like '%/batch\_%'),
            (select count(distinct number) from deliveries where kind = 'number.deactivated' and destination = 'platform:demo-bank')
        """, static r => new Rows(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)))).Single();

    private static async Task Do(Chaos.Clusters.Cluster cluster, string role, string path, string body)
    {
        using var http = await Chaos.Clusters.Cluster.Connect(cluster.Gateway, await cluster.Credentials(role));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", path);
        using var answer = await http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
