using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Feeds.Tests;

public abstract partial class FeedContract
{
    [Fact]
    public async Task A_days_file_is_always_the_same_bytes_whatever_comes_later()
    {
        var (number, _) = await registry.Bound(registry.Ride);
        await registry.Deactivate(number);
        var day = await registry.EndDay();
        var first = new List<string>();
        foreach (var path in Files(day)) first.Add(await Text(registry.Ride, path.Own) + await Text(registry.Sender, path.All));

        var (later, _) = await registry.Bound(registry.Ride);
        await registry.Deactivate(later);
        await registry.EndDay();

        var second = new List<string>();
        foreach (var path in Files(day)) second.Add(await Text(registry.Ride, path.Own) + await Text(registry.Sender, path.All));
        second.ShouldBe(first);
        foreach (var file in first)
        {
            file.ShouldContain(number[1..]);
            file.ShouldNotContain(later[1..]);
        }
    }

    [Fact]
    public async Task A_days_files_hold_what_the_cursor_gave_and_hand_on_to_it()
    {
        await registry.EndDay();
        var (own, all) = (await registry.Ride.End(Pulling.Bindings), await registry.Sender.End(Pulling.Numbers));
        var (a, _) = await registry.Bound(registry.Ride);
        var (b, _) = await registry.Bound(registry.Bank);
        await registry.Do(a, "suspend");
        await registry.Deactivate(b);
        await registry.Deactivate(a);
        var (ownItems, _) = await registry.Ride.Pull(Pulling.Bindings, own);
        var (allItems, _) = await registry.Sender.Pull(Pulling.Numbers, all);

        var day = await registry.EndDay();

        (await Rows(registry.Ride, Files(day)[1].Own)).ShouldBe(ownItems.Select(static item => item.ToJsonString()));
        (await Rows(registry.Sender, Files(day)[1].All)).ShouldBe(allItems.Select(static item => item.ToJsonString()));
        (await Lines(registry.Sender, Files(day)[0].All)).ShouldBe(["number,event,month", .. allItems.Select(static item => $"{item["number"]},{item["event"]},{item["month"]}")]);
        (await Lines(registry.Ride, Files(day)[0].Own)).ShouldBe(
            ["number,event,tenureToken,at,effectiveAt,frozenUntil", .. ownItems.Select(static item => $"{item["number"]},{item["event"]},{item["tenureToken"]},{item["at"]},{item["effectiveAt"]},{item["frozenUntil"]}")]);
        var (c, _) = await registry.Bound();
        await registry.Deactivate(c);
        var handedOn = (await registry.Sender.GetAsync(Files(day)[0].All)).Headers.GetValues("x-next-cursor").Single();
        (await registry.Sender.Pull(Pulling.Numbers, handedOn)).Items.Told().ShouldBe([(c, "deactivated")]);
    }

    [Fact]
    public async Task A_file_is_compressed_where_that_is_asked_for()
    {
        var (number, _) = await registry.Bound();
        await registry.Deactivate(number);
        var path = Files(await registry.EndDay())[0].All;
        var plain = await registry.Sender.GetByteArrayAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", "gzip");

        using var answer = await registry.Sender.SendAsync(request);

        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        using var unzipped = new MemoryStream();
        await using (var gzip = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress)) await gzip.CopyToAsync(unzipped);
        unzipped.ToArray().ShouldBe(plain);
        (await Jose.VerifyDetached(await registry.Keys(), Signature(answer), unzipped.ToArray())).ShouldStartWith("{");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task A_files_signature_says_what_it_is_and_for_whom_and_holds_for_these_bytes_only(string format)
    {
        var (number, _) = await registry.Bound(registry.Ride);
        await registry.Deactivate(number);
        var day = await registry.EndDay();
        using var answer = await registry.Ride.GetAsync($"/v1/feeds/bindings/daily?date={day:yyyy-MM-dd}&format={format}");
        var (file, signature, keys) = (await answer.Content.ReadAsByteArrayAsync(), Signature(answer), await registry.Keys());

        var header = JsonNode.Parse(await Jose.VerifyDetached(keys, signature, file))!;

        (header["feed"]!.ToString(), header["day"]!.ToString(), header["for"]!.ToString(), header["alg"]!.ToString(), header["b64"]!.GetValue<bool>())
            .ShouldBe(("bindings", $"{day:yyyy-MM-dd}", "platform:ride", "ES256", false));
        keys.ToJsonString().ShouldNotContain("\"d\"");
        (await Jose.VerifyDetached(keys, signature, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file).Replace("deactivated", "reinstated", StringComparison.Ordinal)))).ShouldBe("signature verification failed");
        (await Jose.VerifyDetached(keys, signature, file[..^1])).ShouldBe("signature verification failed");
        (await Jose.VerifyDetached(keys, signature, [.. file, .. file])).ShouldBe("signature verification failed");
    }

    [Fact]
    public async Task A_pages_signature_holds_too()
    {
        var (number, _) = await registry.Bound();
        await registry.Deactivate(number);
        var after = await registry.Sender.End(Pulling.Numbers);
        await registry.Do(number, "reinstate", """{"subscriber":"first"}""");
        using var answer = await registry.Sender.GetAsync($"{Pulling.Numbers}?after={after}");
        var (page, keys) = (await answer.Content.ReadAsByteArrayAsync(), await registry.Keys());

        var header = JsonNode.Parse(await Jose.VerifyDetached(keys, Signature(answer), page))!;

        (header["feed"]!.ToString(), header["after"]!.ToString(), header["for"]!.ToString()).ShouldBe(("numbers", after, "platform:sender"));
        page[^1] ^= 1;
        (await Jose.VerifyDetached(keys, Signature(answer), page)).ShouldBe("signature verification failed");
    }

    [Fact]
    public async Task A_day_that_is_not_over_has_no_file_and_one_from_before_the_registry_is_not_found()
    {
        var today = await registry.Today();

        await ShouldBe(registry.Sender, Files(today)[0].All, HttpStatusCode.Conflict, "day_not_over");
        await ShouldBe(registry.Ride, Files(today.AddDays(400))[0].Own, HttpStatusCode.Conflict, "day_not_over");
        await ShouldBe(registry.Sender, Files(new DateOnly(2016, 1, 1))[0].All, HttpStatusCode.NotFound, "not_found");
        await ShouldBe(registry.Sender, Files(DateOnly.MinValue)[0].All, HttpStatusCode.NotFound, "not_found");
    }

    private static (string Own, string All)[] Files(DateOnly day) =>
        [.. new[] { "csv", "ndjson" }.Select(format => ($"/v1/feeds/bindings/daily?date={day:yyyy-MM-dd}&format={format}", $"/v1/feeds/numbers/daily?date={day:yyyy-MM-dd}&format={format}"))];

    private static async Task<string> Text(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string[]> Lines(HttpClient client, string path) => (await Text(client, path)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<IEnumerable<string>> Rows(HttpClient client, string path) => (await Lines(client, path)).Select(static line => JsonNode.Parse(line)!.ToJsonString());

    private static string Signature(HttpResponseMessage answer) => answer.Headers.GetValues("x-jws-signature").Single();
}
