using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Tests.Client;

public sealed class ClientTests(Registry registry)
{
    [Fact]
    public void Every_operation_of_the_document_is_a_method_of_the_client()
    {
        var document = JsonNode.Parse(File.ReadAllText(Repository.File("docs/openapi.json")))!;
        var operations = document["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject()).Select(static operation => operation.Value!["operationId"]!.ToString()).ToArray();
        var methods = typeof(RegistryClient).GetMethods().Select(static method => method.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        operations.Length.ShouldBeGreaterThan(40);
        operations.Where(operation => !methods.Contains($"{operation}Async")).ShouldBeEmpty();
    }

    [Fact]
    public void The_generated_client_is_not_committed() => Directory.GetFiles(Repository.File("src/Client"), "*.g.cs", SearchOption.TopDirectoryOnly).ShouldBeEmpty();

    [Fact]
    public void The_client_needs_nothing_else_of_the_product() =>
        typeof(RegistryClient).Assembly.GetReferencedAssemblies().Select(static a => a.Name!).ShouldNotContain(static name => name.StartsWith("RecycledNumbers.", StringComparison.Ordinal));

    [Fact]
    public async Task A_refusal_is_an_exception_that_carries_its_code()
    {
        var carrier = Connect("carrier");
        var number = registry.Number();

        var refusal = await Should.ThrowAsync<RegistryException<ProblemDetails>>(() => carrier.SuspendNumberAsync(number, Guid.NewGuid().ToString(), null, new Nothing()));

        refusal.Result.Code.ShouldBe("not_assigned");
        (await carrier.AssignNumberAsync(number, Guid.NewGuid().ToString(), new AssignRequest { Subscriber = "zhou", Usage = AssignRequestUsage.Business })).Phase.ShouldBe(Phase.InService);
    }

    [Fact]
    public async Task A_command_without_a_body_may_be_given_without_one()
    {
        var carrier = Connect("carrier");
        var number = registry.Number();
        await carrier.AssignNumberAsync(number, Guid.NewGuid().ToString(), new AssignRequest { Subscriber = "zhou" });

        (await carrier.SuspendNumberAsync(number, Guid.NewGuid().ToString())).Phase.ShouldBe(Phase.Suspended);
    }

    [Fact]
    public async Task A_secret_that_is_wrong_says_so() =>
        (await Should.ThrowAsync<AccessException>(() => RegistryClient.Connect(registry.Address, new ClientCredentials("nobody", "wrong")).ListBlocksAsync())).Error.ShouldBe("invalid_client");

    [Fact]
    public async Task A_token_is_fetched_once_and_again_before_its_end()
    {
        await using var receiver = await Receiver.Start(static context => context.Response.WriteAsync(context.Request.Path == "/connect/token" ? """{"access_token":"token","expires_in":60,"scope":"numbers"}""" : """{"items":[]}"""));
        var time = new HandClock();
        var client = RegistryClient.Connect(receiver.Address, new ClientCredentials("me", "secret"), time);
        foreach (var (seconds, tokens) in new[] { (0, 1), (29, 1), (1, 2), (29, 2) })
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            await client.ListBatchesAsync(null, null);
            receiver.All.Count(static r => r.Path == "/connect/token").ShouldBe(tokens);
        }
    }

    [Fact]
    public void Secrets_and_tokens_are_in_no_text()
    {
        new ClientCredentials("id", "secret-word").ToString().ShouldNotContain("secret-word");
        new AccessToken("token-word", TimeSpan.FromHours(1), "numbers").ToString().ShouldNotContain("token-word");
    }

    private sealed class HandClock : TimeProvider
    {
        private DateTimeOffset now = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now;

        public void Advance(TimeSpan by) => now += by;
    }

    private RegistryClient Connect(string role)
    {
        var client = JsonNode.Parse(File.ReadAllText(registry.Clients))![role]!;
        return RegistryClient.Connect(registry.Address, new ClientCredentials(client["clientId"]!.ToString(), client["clientSecret"]!.ToString()));
    }
}
