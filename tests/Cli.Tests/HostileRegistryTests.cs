using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RecycledNumbers.Cli.Tests;

/// <summary>What answers is not a registry, or one that means ill.</summary>
public sealed class HostileRegistryTests : IAsyncLifetime
{
    private const string Evil = "+86138\u001B[2J\u001B]0;gone\u0007\u009B31m\u202E[red]0001\r\n\u200Bx";

    private const string Colour = "\u001B\\[([0-9]+;)*(3[0-8]|4[0-8]|9[0-7]|10[0-7])(;[0-9]+)*m";

    private static readonly string Number = JsonSerializer.Serialize(new
    {
        number = Evil,
        phase = "inService",
        carrier = Evil,
        generation = 1,
        tenureSince = (string?)null,
        frozenUntil = (string?)null,
        held = false,
        forwarding = new[] { new { kind = "busy", target = Evil } },
        inboundForwarding = 0,
        clearance = new { state = "open", items = new[] { new { platform = Evil, category = Evil, state = "requested", requestedAt = "2026-01-01T00:00:00Z", deadline = "2026-01-01T00:00:00Z", attempts = 1 } } },
    });

    private readonly TemporaryFolder folder = new();
    private Receiver receiver = null!;
    private Rn rn = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await Receiver.Start(Answer);
        rn = new Rn(folder.Path);
        (await rn.Run(["login", receiver.Address.ToString(), "--client-id", "me"], "secret\n")).ShouldEnd(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Escape_sequences_in_an_answer_are_shown_and_not_obeyed(bool isJson)
    {
        var shown = (await rn.Run(isJson ? ["number", "show", "good", "--json"] : ["number", "show", "good"])).ShouldEnd(0);

        Harmless(shown);
        shown.Out.ShouldContain("\\u001B", Case.Insensitive);
        if (isJson)
        {
            shown.Json["number"]!.ToString().ShouldBe(Evil);
        }
    }

    [Theory]
    [InlineData("refused", 1)]
    [InlineData("page", 6)]
    [InlineData("empty", 6)]
    [InlineData("badgateway", 3)]
    [InlineData("fault", 6)]
    [InlineData("huge", 6)]
    public async Task An_answer_that_is_none_ends_with_a_code_and_no_stack_trace(string path, int exit)
    {
        foreach (var ran in new[] { await rn.Run("number", "show", path), await rn.Run("number", "show", path, "--json") })
        {
            Harmless(ran.ShouldEnd(exit));
            ran.Error.ShouldNotContain("   at ");
        }
    }

    [Fact]
    public async Task A_terminal_gets_nothing_of_it_either()
    {
        var shown = await rn.InTerminal("number", "show", "good");

        shown.ShouldEnd(0).Out.ShouldNotContain("\u001B[2J");
        shown.Out.ShouldNotContain("\u001B]0;");
        shown.Out.ShouldNotContain("\u202E");
        shown.Out.ShouldNotContain("\u009B");
    }

    [Fact]
    public async Task A_command_that_stays_in_doubt_is_repeated_with_one_key_and_then_ends_with_5_and_that_key()
    {
        var ran = (await rn.Run("number", "suspend", "doubt")).ShouldEnd(5);

        var keys = receiver.All.Where(static r => r.Path.EndsWith("/suspend", StringComparison.Ordinal)).Select(static r => r.Headers["idempotency-key"]).ToArray();
        keys.Length.ShouldBe(4);
        ran.Error.ShouldContain($"--key {keys.Distinct().ShouldHaveSingleItem()}");
    }

    [Fact]
    public async Task A_connection_that_is_cut_once_a_command_was_sent_leaves_it_in_doubt_too()
    {
        var ran = (await rn.Run("number", "suspend", "cut")).ShouldEnd(5);

        var key = receiver.All.Where(static r => r.Path.EndsWith("/suspend", StringComparison.Ordinal)).Select(static r => r.Headers["idempotency-key"]).Distinct().ShouldHaveSingleItem();
        ran.Error.ShouldContain($"--key {key}");
    }

    [Fact]
    public async Task NO_COLOR_takes_the_colours_away()
    {
        (await rn.InTerminal("number", "show", "refused")).ShouldEnd(1).Out.ShouldMatch(Colour);

        rn.Environment["NO_COLOR"] = "1";

        (await rn.InTerminal("number", "show", "refused")).ShouldEnd(1).Out.ShouldNotMatch(Colour);
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        folder.Dispose();
    }

    private static void Harmless(Ran ran) => ran.ToString().Where(static c => (char.IsControl(c) && c != '\n') || c is '\u202E' or '\u200B').ShouldBeEmpty(ran.ToString());

    private static Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var problem = JsonSerializer.Serialize(new { type = "about:blank", title = "t", status = 409, detail = Evil, code = Evil, traceId = Evil });
        return path.Split('/') switch
        {
            ["", "connect", "token"] => Write(context, 200, "application/json", """{"access_token":"token","expires_in":3600,"scope":"numbers"}"""),
            [.., "good"] => Write(context, 200, "application/json", Number),
            [.., "refused"] => Write(context, 409, "application/problem+json", problem),
            [.., "page"] => Write(context, 200, "text/html", "<html>Welcome</html>"),
            [.., "badgateway"] => Write(context, 502, "text/html", "<html>Bad gateway</html>"),
            [.., "fault"] => Write(context, 500, "application/problem+json", problem.Replace("409", "500", StringComparison.Ordinal)),
            [.., "huge"] => Write(context, 200, "application/json", "{\"number\":\"" + new string('9', 5_000_000)),
            [.., "doubt", "suspend"] => Write(context, 503, "application/problem+json", """{"type":"x","title":"t","status":503,"detail":"d","code":"outcome_unknown","traceId":"t"}"""),
            [.., "cut", "suspend"] => Cut(context),
            _ => Write(context, 200, "application/json", ""),
        };
    }

    private static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static Task Write(HttpContext context, int status, string type, string text)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        return context.Response.WriteAsync(text);
    }
}
