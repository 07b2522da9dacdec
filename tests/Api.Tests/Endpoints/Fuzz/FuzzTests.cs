using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using RecycledNumbers.Api.Camara;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Tests.Endpoints.Fuzz;

/// <summary>Requests written from the OpenAPI document and then spoilt: none is a fault, every refusal says why, and what is refused leaves no trace.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Requests = 10_500;
    private static readonly HashSet<string> Codes = [.. ApiErrors.All.Select(error => error.Code)];

    [Fact]
    public async Task Spoilt_requests_are_refused_and_leave_no_trace()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("RN_FUZZ_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 20261124;
        output.WriteLine($"Seed {seed}: repeat with RN_FUZZ_SEED={seed}");
        await using var registry = new Registry();
        await registry.InitializeAsync();
        var document = await registry.Anonymous.Get("/openapi/v1.json");
        var operations = Operation.In(document);
        var numbers = Enumerable.Range(0, 40).Select(_ => registry.NextNumber()).ToArray();
        foreach (var number in numbers.Take(20)) await registry.North.Command("POST", $"/v1/numbers/{number}/assign", """{"subscriber":"text 1"}""").ShouldBe(200);
        var (before, blocks) = (await registry.Count(Remembered), await registry.Count("number_blocks"));
        var (failures, statuses, accepted, newBlocks) = (new ConcurrentBag<string>(), new ConcurrentDictionary<int, int>(), new Tally(), new Tally());

        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (place, _) =>
        {
            var random = Seeded(seed + place);
            var operation = operations[place % operations.Count];
            using var request = Write(operation, new BodyWriter(document, random, numbers), random, numbers);
            using var answer = await Client(registry, operation, random).SendAsync(request, CancellationToken.None);
            var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            statuses.AddOrUpdate((int)answer.StatusCode, 1, static (_, count) => count + 1);
            if (FlawOf(answer, text) is { } flaw) failures.Add($"{seed}+{place} {operation.Id} {request.Method} {request.RequestUri}: {(int)answer.StatusCode} {flaw}");
            if ((int)answer.StatusCode < 300 && !answer.Headers.Contains("Idempotent-Replayed")) Note(operation, text, accepted, newBlocks);
        });

        foreach (var (status, count) in statuses.OrderBy(pair => pair.Key)) output.WriteLine($"{status}: {count}");
        output.WriteLine($"Commands accepted: {accepted.Count}");
        failures.Take(20).ShouldBeEmpty();
        (await registry.Count(Remembered) - before).ShouldBe(accepted.Count, "what was refused must leave no trace");
        (await registry.Count("number_blocks") - blocks).ShouldBe(newBlocks.Count);
        statuses.Keys.ShouldContain(200, "a fuzzer whose every request is refused tests only the first check");
    }

    // What numbers tell each other is remembered too.
    private const string Remembered = "number_commands where command_id not like 'registry:%'";

    private static Random Seeded(int seed) => new(seed);

    private static HttpClient Client(Registry registry, Operation operation, Random random) => operation.Scopes.Length == 0 || random.Next(30) == 0 ? registry.Anonymous : operation.Scopes[random.Next(operation.Scopes.Length)] switch
    {
        // Nobody here has proved to hold a number, and Ride was granted no scope of CAMARA's: both are refused whatever they send.
        "me" => registry.Anonymous,
        var scope when CamaraScopes.All.Contains(scope) => registry.Ride,
        "numbers" => registry.North,
        "bindings" or "checks" => registry.Ride,
        "deactivations" => registry.Sender,
        "admin" or "audit" => registry.Operator,
        "admin:read" => registry.Auditor,
        var scope => throw new InvalidOperationException($"No client for {scope}."),
    };

    private static HttpRequestMessage Write(Operation operation, BodyWriter writer, Random random, string[] numbers)
    {
        var path = string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? Uri.EscapeDataString(PathPart(part.Trim('{', '}'), random, numbers)) : part));
        var query = operation.Parameters.Where(parameter => parameter["in"]!.GetValue<string>() == "query" && random.Next(2) == 0)
            .Select(parameter => $"{parameter["name"]}={Uri.EscapeDataString(random.Next(3) == 0 ? "1" : Short(Mutations.Word(random)))}");
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), $"{path}?{string.Join('&', query)}");
        if (operation.IsCommand && random.Next(30) > 0) request.Headers.TryAddWithoutValidation("Idempotency-Key", random.Next(30) == 0 ? new string('k', 129) : $"fuzz-{random.NextInt64()}");
        if (operation.Schema is { } schema) request.Content = Content(operation, writer.Write(schema), random);
        request.Headers.ExpectContinue = request.Content?.Headers.ContentLength > 60_000;
        return request;
    }

    private static ByteArrayContent Content(Operation operation, JsonNode? body, Random random)
    {
        var bytes = random.Next(150) == 0 ? Large(random) : random.Next(4) == 0 ? JsonSerializer.SerializeToUtf8Bytes(body) : Mutations.Apply(body, random);
        var content = new ByteArrayContent(bytes);
        var type = random.Next(40) == 0 ? "text/html" : operation.Id == "checkBatch" && random.Next(2) == 0 ? "text/csv" : operation.MediaType!;
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static byte[] Large(Random random)
    {
        var bytes = new byte[1024 * 1024];
        bytes.AsSpan().Fill((byte)"[ {9\n\""[random.Next(6)]);
        return bytes;
    }

    private static string PathPart(string name, Random random, string[] numbers) => name switch
    {
        _ when random.Next(6) == 0 => Segment(Mutations.Word(random)),
        "number" => numbers[random.Next(numbers.Length)],
        "kind" => new[] { "busy", "noAnswer", "unconditional", "notReachable" }[random.Next(4)],
        "account" => "text " + random.Next(20).ToString(CultureInfo.InvariantCulture),
        _ => "north",
    };

    // Empty segments and dots make another path, a NUL is refused by the server before this API sees the request, and a line longer than the server reads likewise.
    private static string Segment(string word) => word.Trim('.', ' ', '/') is { Length: > 0 } part && !part.StartsWith("..", StringComparison.Ordinal) ? Short(part) : "x";

    private static string Short(string text) => text[..Math.Min(text.Length, 300)];

    private static string? FlawOf(HttpResponseMessage answer, string text)
    {
        if ((int)answer.StatusCode >= 500) return text;
        if ((int)answer.StatusCode < 400) return null;
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return $"is no problem: {text}";
        return JsonNode.Parse(text)!["code"]?.GetValue<string>() is { } code && Codes.Contains(code) ? null : $"has no known code: {text}";
    }

    private static void Note(Operation operation, string text, Tally commands, Tally blocks)
    {
        switch (operation.Id)
        {
            case "confirmBindings":
                commands.Add(JsonNode.Parse(text)!["items"]!.AsArray().Count(item => item!["result"] is not null));
                break;
            case "reportOutcomes":
                commands.Add(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => JsonNode.Parse(line)!["state"] is not null));
                break;
            case "addBlock":
                blocks.Add(1);
                break;
            default:
                if (operation.IsCommand && (operation.Path.StartsWith("/v1/numbers/", StringComparison.Ordinal) || operation.Id == "reportOutcome")) commands.Add(1);
                break;
        }
    }

    private sealed class Tally
    {
        private long count;

        public long Count => count;

        public void Add(long more) => Interlocked.Add(ref count, more);
    }
}
