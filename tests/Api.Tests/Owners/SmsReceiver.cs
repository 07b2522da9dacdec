using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>A JSON gateway. Numbers that end with 0000 do not exist.</summary>
internal sealed class SmsReceiver : IAsyncDisposable
{
    private readonly Arrivals arrivals = new();
    private WebApplication app = null!;

    public string Url => app.Urls.Single() + "/send";

    /// <inheritdoc cref="Arrivals.Any" />
    public bool Any(string to) => arrivals.Any(to);

    public static async Task<SmsReceiver> Start()
    {
        var receiver = new SmsReceiver();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--urls", "http://127.0.0.1:0"] });
        builder.Logging.ClearProviders();
        receiver.app = builder.Build();
        receiver.app.MapPost("/send", receiver.Take);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <inheritdoc cref="Arrivals.Next" />
    public Task<JsonNode> Next(string to) => arrivals.Next(to);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private int Take(HttpContext context, JsonNode body)
    {
        arrivals.Add(body["to"]!.GetValue<string>(), body);
        context.Response.StatusCode = body["to"]!.GetValue<string>().EndsWith("0000", StringComparison.Ordinal) ? 422 : 202;
        return context.Response.StatusCode;
    }
}
