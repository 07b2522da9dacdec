using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RecycledNumbers.Client.Webhooks;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Cli.Tests.Client;

/// <summary>Signatures, by the .NET verifier and by the JavaScript example, of the published example and of what the registry really sends.</summary>
public sealed class WebhookTests(Registry registry) : IDisposable
{
    // The specification's own example.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const long Then = 1614265330;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(WebhookVerdict.Genuine, Id, "1614265330", Signature, 0)]
    [InlineData(WebhookVerdict.Genuine, Id, "1614265330", Signature, 300)]
    [InlineData(WebhookVerdict.Genuine, Id, "1614265330", Signature, -300)]
    [InlineData(WebhookVerdict.Genuine, Id, "1614265330", "v1a,abc v1,AAAA " + Signature, 0)]
    [InlineData(WebhookVerdict.TooOldOrTooNew, Id, "1614265330", Signature, 301)]
    [InlineData(WebhookVerdict.TooOldOrTooNew, Id, "1614265330", Signature, -301)]
    [InlineData(WebhookVerdict.TooOldOrTooNew, Id, "9223372036854775807", Signature, 0)]
    [InlineData(WebhookVerdict.WrongSignature, "msg_other", "1614265330", Signature, 0)]
    [InlineData(WebhookVerdict.WrongSignature, Id, "1614265331", Signature, 0)]
    [InlineData(WebhookVerdict.WrongSignature, Id, "1614265330", "v1,AAAA", 0)]
    [InlineData(WebhookVerdict.WrongSignature, Id, "1614265330", "v1,", 0)]
    [InlineData(WebhookVerdict.WrongSignature, Id, "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OÉ=", 0)]
    [InlineData(WebhookVerdict.WrongSignature, Id, "1614265330", "a b c d e f g h " + Signature, 0)]
    [InlineData(WebhookVerdict.WrongSignature, Id, "1614265330", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0)]
    [InlineData(WebhookVerdict.Malformed, Id, "-1614265330", Signature, 0)]
    [InlineData(WebhookVerdict.Malformed, Id, "1614265330.0", Signature, 0)]
    [InlineData(WebhookVerdict.Malformed, Id, "99999999999999999999", Signature, 0)]
    [InlineData(WebhookVerdict.Malformed, Id, null, Signature, 0)]
    [InlineData(WebhookVerdict.Malformed, null, "1614265330", Signature, 0)]
    [InlineData(WebhookVerdict.Malformed, Id, "1614265330", null, 0)]
    public async Task The_verifier_and_the_example_in_JavaScript_agree(WebhookVerdict verdict, string? id, string? timestamp, string? signature, int secondsLater)
    {
        new WebhookVerifier(Secret).Verify(id, timestamp, signature, Body, DateTimeOffset.FromUnixTimeSeconds(Then + secondsLater)).ShouldBe(verdict);

        (await JavaScript([Secret], id, timestamp, signature, Body, Then + secondsLater)).ShouldBe(verdict == WebhookVerdict.Genuine);
    }

    [Fact]
    public void A_body_that_was_changed_is_not_genuine() =>
        new WebhookVerifier(Secret).Verify(Id, "1614265330", Signature, [.. Body, (byte)' '], DateTimeOffset.FromUnixTimeSeconds(Then)).ShouldBe(WebhookVerdict.WrongSignature);

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_AAAA")]
    [InlineData("whsec_!!!")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void A_secret_that_is_none_is_refused(string secret) => Should.Throw<FormatException>(() => new WebhookVerifier(secret));

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("whsec_AAAA")]
    [InlineData("whsec_!!!")]
    public async Task A_file_that_holds_no_secret_is_said_to_be_that(string secret)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "secret"), secret);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "body"), Body);

        var ran = await new Rn(folder.Path).Run("webhook", "verify", "body", "--secret-file", "secret", "--id", Id, "--timestamp", "1614265330", "--signature", Signature);

        ran.ShouldEnd(2).Error.ShouldContain("secret holds no signing secret");
    }

    [Fact]
    public void Without_a_secret_there_is_no_verifier() => Should.Throw<FormatException>(static () => new WebhookVerifier());

    [Fact]
    public async Task What_the_registry_sends_is_genuine_to_both_and_during_a_rotation_by_either_secret()
    {
        await using var receiver = await Receiver.Start(StatusCodes.Status204NoContent);
        var platform = await Platform("signed-cli");
        (await platform.Run("webhook", "set", receiver.Address.ToString(), "--save-secret", "first")).ShouldEnd(0);
        (await platform.Run("webhook", "rotate", "--save-secret", "second")).ShouldEnd(0);
        (await platform.Run("webhook", "test")).ShouldEnd(0);
        await Wait.Until(() => Task.FromResult(receiver.All.Count > 0), TimeSpan.FromSeconds(60));

        var sent = receiver.All[0];
        var now = TimeProvider.System.GetUtcNow();
        sent.Headers["webhook-signature"].Split(' ').Length.ShouldBe(2);
        foreach (var secret in new[] { "first", "second" }.Select(file => File.ReadAllText(Path.Combine(folder.Path, file))))
        {
            new WebhookVerifier(secret).Verify(name => sent.Headers.GetValueOrDefault(name), sent.Body, now).ShouldBe(WebhookVerdict.Genuine);
            (await JavaScript([secret], sent.Headers["webhook-id"], sent.Headers["webhook-timestamp"], sent.Headers["webhook-signature"], sent.Body, now.ToUnixTimeSeconds())).ShouldBeTrue();
        }

        var another = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        new WebhookVerifier(another).Verify(name => sent.Headers.GetValueOrDefault(name), sent.Body, now).ShouldBe(WebhookVerdict.WrongSignature);
        new WebhookVerifier(another, File.ReadAllText(Path.Combine(folder.Path, "first"))).Verify(name => sent.Headers.GetValueOrDefault(name), sent.Body, now).ShouldBe(WebhookVerdict.Genuine);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "body"), sent.Body);
        string[] verify = ["webhook", "verify", "body", "--id", sent.Headers["webhook-id"], "--timestamp", sent.Headers["webhook-timestamp"], "--signature", sent.Headers["webhook-signature"]];
        (await platform.Run([.. verify, "--secret-file", "second", "--json"])).ShouldEnd(0).Json["verdict"]!.ToString().ShouldBe("genuine");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "another"), another);
        (await platform.Run([.. verify, "--secret-file", "another", "--json"])).ShouldEnd(1).Json["verdict"]!.ToString().ShouldBe("wrongSignature");
        (await platform.Run([.. verify, "--secret-file", "another", "--secret-file", "second", "--json"])).ShouldEnd(0);
        await File.AppendAllTextAsync(Path.Combine(folder.Path, "body"), " ");
        (await platform.Run([.. verify, "--secret-file", "second", "--json"])).ShouldEnd(1);
    }

    [Fact]
    public async Task The_example_receiver_takes_what_the_registry_sends_once_and_refuses_what_is_forged()
    {
        var platform = await Platform("example-cli");
        var port = FreePort.Take();
        var address = $"http://127.0.0.1:{port}/";
        (await platform.Run("webhook", "set", address, "--save-secret", "secret")).ShouldEnd(0);
        var secret = await File.ReadAllTextAsync(Path.Combine(folder.Path, "secret"));
        using var node = Node([Repository.File("examples/webhook-receiver/receiver.mjs")], ("WEBHOOK_SECRET", secret), ("PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        try
        {
            (await node.StandardError.ReadLineAsync())!.ShouldContain("Listening");
            using var http = new HttpClient();
            (await Post(http, address, "msg_forged", "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))).ShouldBe(400);
            (await Post(http, address, "msg_twice", secret)).ShouldBe(204);
            (await Post(http, address, "msg_twice", secret)).ShouldBe(204);
            (await platform.Run("webhook", "test")).ShouldEnd(0);

            JsonNode.Parse((await node.StandardOutput.ReadLineAsync())!)!["id"]!.ToString().ShouldBe("msg_twice");
            JsonNode.Parse((await node.StandardOutput.ReadLineAsync())!)!["type"]!.ToString().ShouldBe("recycled-numbers.webhook.test");
        }
        finally
        {
            node.Kill();
            await node.WaitForExitAsync();
        }
    }

    public void Dispose() => folder.Dispose();

    private static async Task<int> Post(HttpClient http, string address, string id, string secret)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var body = $$"""{"id":"{{id}}"}""";
        var signature = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes(FormattableString.Invariant($"{id}.{timestamp}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body) };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", FormattableString.Invariant($"{timestamp}"));
        request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(signature)}");
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static async Task<bool> JavaScript(string[] secrets, string? id, string? timestamp, string? signature, byte[] body, long now)
    {
        const string Script = """
            import { isGenuine } from process.env.RECEIVER;
            const asked = JSON.parse(process.env.ASKED);
            console.log(isGenuine(asked.secrets, asked.headers, Buffer.from(asked.body, "base64"), asked.now));
            """;
        var headers = new JsonObject { ["webhook-id"] = id, ["webhook-timestamp"] = timestamp, ["webhook-signature"] = signature };
        var asked = new JsonObject { ["secrets"] = new JsonArray([.. secrets.Select(static s => (JsonNode)s)]), ["headers"] = headers, ["body"] = Convert.ToBase64String(body), ["now"] = now };
        var receiver = new Uri(Repository.File("examples/webhook-receiver/receiver.mjs")).AbsoluteUri;
        using var node = Node(["--input-type=module", "--eval", Script.Replace("from process.env.RECEIVER", $"from \"{receiver}\"", StringComparison.Ordinal)], ("ASKED", asked.ToJsonString()));
        var (error, output) = (node.StandardError.ReadToEndAsync(), await node.StandardOutput.ReadToEndAsync());
        await node.WaitForExitAsync();
        return output.Trim() switch { "true" => true, "false" => false, _ => throw new InvalidOperationException(await error) };
    }

    private static Process Node(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("node", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private async Task<Rn> Platform(string id)
    {
        (await registry.As("operator", "platform", "add", "--id", id, "--name", id, "--category", "shopping", "--save", Path.Combine(folder.Path, "client.json"))).ShouldEnd(0);
        var platform = new Rn(folder.Path);
        (await platform.Run("login", registry.Address.ToString(), "--credentials", "client.json")).ShouldEnd(0);
        return platform;
    }
}
