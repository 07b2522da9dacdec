using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Ledger.Events;

namespace RecycledNumbers.Api.Feeds;

/// <summary>What happened to numbers, by cursor and as a file for each day, every answer signed.</summary>
internal static class FeedEndpoints
{
    internal static void AddFeeds(this IServiceCollection services)
    {
        // By hand: the ledger comes from the host, and a host without one is no fault before somebody asks.
        services.AddSingleton(static provider => new FeedPages(provider.GetRequiredService<IEventLists>()));
        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<FeedFiles>(provider));
    }

    internal static void MapFeeds(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/v1/feeds/bindings").WithTags("Feeds").RequireScope(Scopes.Bindings);
        own.MapGet("", ReadBindings).Produces<Page<BindingChange>>().Named("readBindingFeed", "What happened to numbers that carry accounts of the caller, by cursor; next is null only where nothing new is there.");
        own.MapGet("/daily", SendBindings).WithMetadata(new MayConflict()).Produces<BindingChange>(StatusCodes.Status200OK, RowFormat.Csv, RowFormat.Ndjson).Named("readBindingFile", "The same for one day (UTC) that is over, as a file; always the same bytes.");
        var all = routes.MapGroup("/v1/feeds/numbers").WithTags("Feeds").RequireScope(Scopes.Deactivations);
        all.MapGet("", ReadNumbers).Produces<Page<NumberChange>>().Named("readNumberFeed", "Numbers whose subscriber changed, with the month, by cursor; next is null only where nothing new is there.");
        all.MapGet("/daily", SendNumbers).WithMetadata(new MayConflict()).Produces<NumberChange>(StatusCodes.Status200OK, RowFormat.Csv, RowFormat.Ndjson).Named("readNumberFile", "The same for one day (UTC) that is over, as a file; always the same bytes.");
    }

    private static Task ReadBindings(HttpContext context, Caller caller, [FromServices] TenureTokens tokens, [FromServices] FeedPages pages, string? after, PageLimit? limit) =>
        Read(context, new BindingFeed(caller.AsParty(), tokens), pages, after, limit);

    private static Task ReadNumbers(HttpContext context, [FromServices] FeedPages pages, string? after, PageLimit? limit) =>
        Read(context, new NumberFeed(), pages, after, limit);

    private static Task<IResult> SendBindings(HttpContext context, Caller caller, [FromServices] TenureTokens tokens, [FromServices] FeedFiles files, FeedDay date, FeedFormat? format) =>
        Send(context, new BindingFeed(caller.AsParty(), tokens), files, date.Day, format);

    private static Task<IResult> SendNumbers(HttpContext context, [FromServices] FeedFiles files, FeedDay date, FeedFormat? format) =>
        Send(context, new NumberFeed(), files, date.Day, format);

    private static async Task Read<TRow>(HttpContext context, IFeed<TRow> feed, FeedPages pages, string? after, PageLimit? limit)
    {
        var page = await pages.Read(feed, after, PageLimit.Of(limit), context.RequestAborted);
        var body = JsonSerializer.SerializeToUtf8Bytes(page, context.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions);
        using var signature = new DetachedJws(context.RequestServices.GetRequiredService<KeyRing>(), ("feed", feed.Name), ("after", after ?? ""), ("for", Caller.From(context.User)!.Party));
        signature.Append(body);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers[DetachedJws.Header] = signature.Sign();
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static async Task<IResult> Send<TRow>(HttpContext context, IFeed<TRow> feed, FeedFiles files, DateOnly date, FeedFormat? format)
    {
        var services = context.RequestServices;
        var today = DateOnly.FromDateTime(services.GetRequiredKeyedService<TimeProvider>(RegistryTime.Key).GetUtcNow().UtcDateTime);
        if (date >= today) return new Problem(ApiErrors.DayNotOver);

        var events = services.GetRequiredService<IEventLists>();
        if (await events.FindDay(date, context.RequestAborted) is not { } day)
            return new Problem(await events.FindLastDay(context.RequestAborted) is { } last && date <= last ? ApiErrors.NotFound : ApiErrors.DayNotOver);

        await files.Send(context, feed, day, format ?? FeedFormat.Csv);
        return Results.Empty;
    }
}
