using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RecycledNumbers.Cli.Tests;

/// <summary>What a registry answers at a bad moment only, or once it has grown: here each test writes it down.</summary>
public sealed class ScriptedRegistryTests : IAsyncLifetime
{
    private const string Suspended =
        """{"number":"+1","phase":"suspended","carrier":"c","generation":1,"tenureSince":null,"frozenUntil":null,"held":false,"forwarding":[],"inboundForwarding":0,"clearance":null}""";

    private readonly TemporaryFolder folder = new();
    private RequestDelegate script = static _ => Task.CompletedTask;
    private Receiver receiver = null!;
    private Rn rn = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await Receiver.Start(context => script(context));
        rn = new Rn(folder.Path);
        Directory.CreateDirectory(Path.Combine(folder.Path, "config/rn"));
        await SignedIn("default", receiver.Address);
    }

    [Theory]
    [InlineData(1, 409, "frozen")]
    [InlineData(3, 429, "too_many_requests")]
    [InlineData(3, 503, "unavailable")]
    [InlineData(4, 401, "unauthorized")]
    [InlineData(4, 403, "forbidden")]
    [InlineData(6, 500, "internal_error")]
    public async Task An_error_as_JSON_says_all_that_is_known_of_it(int exit, int status, string code)
    {
        script = context => Problem(context, status, code);

        var fault = (await rn.Run("number", "show", "+1", "--json")).ShouldEnd(exit).Fault.AsObject();

        fault.Select(static member => member.Key).ShouldBe(["code", "detail", "advice", "traceId", "exit"]);
        (fault["code"]!.ToString(), fault["detail"]!.ToString(), fault["traceId"]!.ToString(), fault["exit"]!.GetValue<int>()).ShouldBe((code, "what is wrong", "trace-1", exit));
        fault["advice"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_list_is_read_page_after_page_and_no_further_than_its_limit()
    {
        script = static context => Json(context, (string?)context.Request.Query["after"] switch
        {
            null => """{"items":[{"first":"+1","last":"+1"},{"first":"+2","last":"+2"}],"next":"second"}""",
            "second" => """{"items":[{"first":"+3","last":"+3"}],"next":"third"}""",
            _ => """{"items":[{"first":"+4","last":"+4"}],"next":null}""",
        });

        var all = (await rn.Run("carrier", "blocks", "--json")).ShouldEnd(0);
        var three = (await rn.Run("carrier", "blocks", "--limit", "3", "--json")).ShouldEnd(0);

        Members(all, "first").ShouldBe(["+1", "+2", "+3", "+4"]);
        all.Error.ShouldBeEmpty();
        Members(three, "first").ShouldBe(["+1", "+2", "+3"]);
        three.Error.ShouldContain("There is more");
    }

    [Fact]
    public async Task A_feed_is_pulled_to_its_end_and_after_a_fault_from_the_page_that_is_still_to_come()
    {
        var isAway = true;
        script = context => (string?)context.Request.Query["after"] switch
        {
            null => Json(context, Page("+1", "1")),
            "1" => Json(context, Page("+2", "2")),
            "2" when isAway => Problem(context, 503, "unavailable"),
            "2" => Json(context, Page("+3", "3")),
            _ => Json(context, """{"items":[],"next":null}"""),
        };
        Task<Ran> Pull() => rn.Run("feed", "pull", "numbers", "--cursor", "cursor", "--json");
        Task<string> Cursor() => File.ReadAllTextAsync(Path.Combine(folder.Path, "cursor"));

        var broken = (await Pull()).ShouldEnd(3);
        (await Cursor()).ShouldBe("2");
        isAway = false;
        var rest = (await Pull()).ShouldEnd(0);

        Members(broken, "number").ShouldBe(["+1", "+2"]);
        Members(rest, "number").ShouldBe(["+3"]);
        (await Cursor()).ShouldBe("3");

        static string Page(string number, string next) => $$"""{"items":[{"number":"{{number}}","event":"deactivated","month":"2026-01"}],"next":"{{next}}"}""";
    }

    [Theory]
    [InlineData(502, null)]
    [InlineData(504, null)]
    [InlineData(503, "unavailable")]
    [InlineData(0, "the answer breaks off")]
    public async Task A_command_that_may_have_been_done_is_repeated_with_its_key_until_that_is_known(int status, string? code)
    {
        script = context => receiver.All.Count > 1 ? Json(context, Suspended)
            : status == 0 ? BrokenOff(context, "application/json", Suspended[..40])
            : code is null ? Gateway(context, status)
            : Problem(context, status, code);

        var ran = (await rn.Run("number", "suspend", "+1", "--key", "mine", "--json")).ShouldEnd(0);

        ran.Json["phase"]!.ToString().ShouldBe("suspended");
        receiver.All.Select(static r => r.Headers["idempotency-key"]).ShouldBe(["mine", "mine"]);
    }

    [Fact]
    public async Task A_command_that_was_in_doubt_once_stays_in_doubt_when_what_follows_is_no_answer_to_it()
    {
        script = context => Gateway(context, receiver.All.Count > 1 ? 503 : 502);

        var ran = (await rn.Run("number", "suspend", "+1")).ShouldEnd(5);

        ran.Error.ShouldContain($"--key {receiver.All.Select(static r => r.Headers["idempotency-key"]).Distinct().ShouldHaveSingleItem()}");
    }

    [Fact]
    public async Task A_command_stays_in_doubt_too_where_there_is_no_new_token_to_ask_again_with()
    {
        // A token that is given so short a life is never used twice.
        script = context => context.Request.Path != "/connect/token" ? Gateway(context, 502)
            : receiver.All.Count == 1 ? Json(context, """{"access_token":"t","expires_in":30,"scope":"numbers"}""")
            : Gateway(context, 503);
        (rn.Environment["RN_URL"], rn.Environment["RN_CLIENT_ID"], rn.Environment["RN_CLIENT_SECRET"]) = (receiver.Address.ToString(), "me", "secret");

        (await rn.Run("number", "suspend", "+1", "--key", "mine")).ShouldEnd(5).Error.ShouldContain("--key mine");

        receiver.All.Count(static r => r.Path.EndsWith("/suspend", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_registry_that_goes_away_with_a_command_leaves_it_in_doubt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await SignedIn("brief", new Uri($"http://{listener.LocalEndpoint}"));
        var gone = Gone(listener);

        (await rn.Run("number", "suspend", "+1", "--key", "mine", "--profile", "brief")).ShouldEnd(5).Error.ShouldContain("--key mine");

        await gone;

        static async Task Gone(TcpListener listener)
        {
            using var connection = await listener.AcceptTcpClientAsync();
            listener.Stop();
            (await connection.GetStream().ReadAsync(new byte[1])).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_command_that_nobody_can_have_got_is_not_in_doubt()
    {
        await SignedIn("nowhere", new Uri("http://127.0.0.1:1"));

        (await rn.Run("number", "suspend", "+1", "--profile", "nowhere")).ShouldEnd(3).Error.ShouldNotContain("--key");
    }

    [Fact]
    public async Task A_registry_that_is_away_for_a_while_is_waited_for_while_a_batch_is_watched()
    {
        script = context => receiver.All.Count switch
        {
            1 => Json(context, Batch("working", 1)),
            2 => Gateway(context, 503),
            3 => Problem(context, 429, "too_many_requests"),
            _ => Json(context, Batch("done", 2)),
        };

        (await rn.Run("batch", "watch", "batch_1", "--json")).ShouldEnd(0).Json["done"]!.GetValue<int>().ShouldBe(2);

        static string Batch(string state, int done) =>
            $$"""{"id":"batch_1","content":"assignments","state":"{{state}}","rows":2,"done":{{done}},"accepted":{{done}},"refused":0,"createdAt":"2026-01-01T00:00:00Z","finishedAt":null,"rowsPerSecond":1,"secondsLeft":null}""";
    }

    [Fact]
    public async Task Ctrl_C_ends_a_question_that_nobody_answers_with_130()
    {
        script = static context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        await using var asking = rn.Start("number", "show", "+1", "--json");
        await Wait.Until(() => Task.FromResult(receiver.All.Count > 0), TimeSpan.FromSeconds(60));
        await asking.Interrupt();

        var fault = (await asking.Ended()).ShouldEnd(130).Fault;
        (fault["code"]!.ToString(), fault["exit"]!.GetValue<int>()).ShouldBe(("interrupted", 130));
    }

    [Fact]
    public async Task A_file_that_breaks_off_is_not_kept_and_the_one_that_was_there_stays()
    {
        var file = Path.Combine(folder.Path, "results.csv");
        await File.WriteAllTextAsync(file, "former");
        script = static context => BrokenOff(context, "text/csv", "number,code\n+1,");

        (await rn.Run("batch", "results", "batch_1", "--out", "results.csv")).ShouldEnd(3);

        (await File.ReadAllTextAsync(file)).ShouldBe("former");
        Directory.GetFiles(folder.Path).ShouldBe([file]);
    }

    [Fact]
    public async Task Escape_sequences_in_a_file_are_shown_and_not_obeyed()
    {
        script = static context => Write(context, 200, "text/csv", "number,code\n\u001B[2J\u202E,x\n");

        (await rn.Run("batch", "results", "batch_1")).ShouldEnd(0).Lines.ShouldBe(["number,code", "\\u001B[2J\\u202E,x"]);
    }

    [Fact]
    public async Task A_signing_secret_goes_into_a_file_that_only_its_user_can_read_and_is_not_shown()
    {
        script = static context => Json(context, """{"url":"https://hooks.example","batch":false,"events":[],"secret":"whsec_told-once","formerSecretUntil":null}""");

        foreach (var ran in new[] { await rn.Run("webhook", "set", "https://hooks.example", "--save-secret", "first"), await rn.Run("webhook", "rotate", "--save-secret", "second", "--json") })
        {
            ran.ShouldEnd(0).ToString().ShouldNotContain("told-once");
        }

        foreach (var file in new[] { "first", "second" }.Select(name => Path.Combine(folder.Path, name)))
        {
            (await File.ReadAllTextAsync(file)).ShouldBe("whsec_told-once");
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_confirmation_that_is_refused_ends_with_1()
    {
        script = static context => Json(context, """{"items":[{"number":"+1","account":"a","result":null,"code":"not_found"}]}""");

        (await rn.Run("platform", "confirm", "+1", "--account", "a")).ShouldEnd(1).Out.ShouldContain("not_found");
    }

    [Fact]
    public async Task A_script_that_says_who_it_is_is_not_taken_for_whoever_signed_in()
    {
        await SignedIn("default", new Uri("http://127.0.0.1:1"));
        script = static context => Json(context, context.Request.Path == "/connect/token" ? """{"access_token":"of-the-script","expires_in":60,"scope":"numbers"}""" : Suspended);
        (rn.Environment["RN_URL"], rn.Environment["RN_CLIENT_ID"], rn.Environment["RN_CLIENT_SECRET"]) = (receiver.Address.ToString(), "me", "secret");

        (await rn.Run("number", "show", "+1", "--json")).ShouldEnd(0);

        receiver.All[^1].Headers["authorization"].ShouldBe("Bearer of-the-script");
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        folder.Dispose();
    }

    private Task SignedIn(string profile, Uri registry) => File.WriteAllTextAsync(
        Path.Combine(folder.Path, $"config/rn/{profile}.json"),
        JsonSerializer.Serialize(new { registry, clientId = "me", scope = "numbers", token = "of-the-sign-in", until = "2999-01-01T00:00:00Z" }));

    private static IEnumerable<string> Members(Ran ran, string name) => ran.Lines.Select(line => JsonNode.Parse(line)![name]!.ToString());

    private static Task Json(HttpContext context, string text) => Write(context, 200, "application/json", text);

    private static Task Problem(HttpContext context, int status, string code) =>
        Write(context, status, "application/problem+json", $$"""{"type":"about:blank","title":"t","status":{{status}},"detail":"what is wrong","code":"{{code}}","traceId":"trace-1"}""");

    private static Task Gateway(HttpContext context, int status) => Write(context, status, "text/html", "<html>Not now</html>");

    private static async Task BrokenOff(HttpContext context, string type, string text)
    {
        await Write(context, 200, type, text);
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static Task Write(HttpContext context, int status, string type, string text)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        return context.Response.WriteAsync(text);
    }
}
