using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Tests.Endpoints;

/// <summary>Commands whose number does not answer as it should: the real edge before a number made by hand.</summary>
public sealed class FaultTests(Edge edge)
{
    private const string Path = "/v1/numbers/+8613900000001/suspend";

    [Fact]
    public async Task A_command_in_doubt_is_asked_again_under_the_same_id()
    {
        await using var host = await Host.Start(edge, new OutcomeUnknownException("first"), new TimeoutException("second"));

        (await host.Send(Path)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Conflict);
        host.Number.Ids.Count.ShouldBe(3);
        host.Number.Ids.Distinct().ShouldHaveSingleItem().Key.ShouldBe("the-key");
    }

    [Fact]
    public async Task A_call_that_ran_out_of_time_before_a_silo_was_found_for_it_is_asked_again()
    {
        await using var host = await Host.Start(edge, new OperationCanceledException("Message expired before placement could complete"));

        (await host.Send(Path)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Conflict);
        host.Number.Ids.Count.ShouldBe(2);
    }

    [Fact]
    public async Task After_three_attempts_the_caller_is_told_where_to_ask()
    {
        await using var host = await Host.Start(edge, [.. Enumerable.Repeat(new OutcomeUnknownException("still"), 9)]);

        var answer = await host.Send(Path);

        await answer.ShouldBeProblem(503, "outcome_unknown");
        answer.Headers.Location!.ToString().ShouldStartWith("/v1/operations/");
        answer.Headers.RetryAfter.ShouldNotBeNull();
        host.Number.Ids.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_was_certainly_not_done_is_not_tried_again()
    {
        await using var host = await Host.Start(edge, new RegistryUnavailableException("down"), new CommandRejectedException("no"));

        await host.Send(Path).ShouldBeProblem(503, "unavailable");
        await host.Send(Path).ShouldBeProblem(500, "internal_error");
        host.Number.Ids.Count.ShouldBe(2);
    }

    private sealed class Host(WebApplication app, HttpClient client, FakeNumber number) : IAsyncDisposable
    {
        public FakeNumber Number { get; } = number;

        public static async Task<Host> Start(Edge edge, params Exception[] faults)
        {
            var grain = (FakeNumber)(object)DispatchProxy.Create<INumberGrain, FakeNumber>();
            foreach (var fault in faults) grain.Faults.Enqueue(fault);
            var factory = (FakeFactory)(object)DispatchProxy.Create<IGrainFactory, FakeFactory>();
            factory.Number = (INumberGrain)(object)grain;
            var app = Edge.Build(edge.Keys, builder => builder.Services.AddSingleton((IGrainFactory)(object)factory));
            await app.StartAsync();
            var client = Edge.ClientOf(app);
            client.DefaultRequestHeaders.Authorization = edge.Carrier.DefaultRequestHeaders.Authorization;
            return new Host(app, client, grain);
        }

        public async Task<HttpResponseMessage> Send(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", "the-key");
            return await client.SendAsync(request);
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await app.DisposeAsync();
        }
    }
}

/// <summary>A number that fails as told, then refuses.</summary>
public class FakeNumber : DispatchProxy
{
    internal Queue<Exception> Faults { get; } = new();

    internal List<CommandId> Ids { get; } = [];

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Ids.Add(((NumberCommand)args![0]!).Id);
        return Faults.TryDequeue(out var fault) ? Task.FromException<CommandReply>(fault) : Task.FromResult(new CommandReply(Refusal.NotAssigned, null, Replayed: false));
    }
}

/// <summary>Has one number, whatever is asked for.</summary>
public class FakeFactory : DispatchProxy
{
    internal INumberGrain? Number { get; set; }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Number;
}
