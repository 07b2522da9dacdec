using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.My;
using RecycledNumbers.Api.My.Pages;
using RecycledNumbers.Api.Owners.Pages;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Api.Owners;

/// <summary>
/// Where the links in messages to owners lead. The token is the permission, so nothing here asks for a login, a mail program's one-click request needs no cookie, and no other site can send these forms:
/// it does not know their address.
/// </summary>
internal static class OwnerPages
{
    internal static void MapOwnerPages(this IEndpointRouteBuilder routes)
    {
        var owner = routes.MapGroup("/owner").AllowAnonymous().ExcludeFromDescription();
        var pages = owner.MapGroup("").AddEndpointFilter(MyForms.Harden);
        pages.MapGet("/unsubscribe/{token}", AskToUnsubscribe);
        pages.MapPost("/unsubscribe/{token}", Unsubscribe);
        pages.MapGet("/services/{token}", ShowServices);
        pages.MapGet("/accounts/{token}", ShowAccounts);
        pages.MapPost("/accounts/{token}", ConfirmMoved);
        pages.MapPost("/accounts/{token}/unsubscribe", UnsubscribeFromAccounts);
        owner.MapGet("/reports/{token}", ReportByQuery);
        owner.MapPost("/reports/{token}", ReportByBody);
    }

    // A GET changes nothing: mail scanners open every link.
    private static IResult AskToUnsubscribe(string token, HttpContext context, OwnerLinks links) =>
        links.Read(OwnerLinkUse.Unsubscribe, token) is { } link
            ? MyForms.Page<UnsubscribeForm>(context, new() { [nameof(UnsubscribeForm.Text)] = MyText.Of(context, link.Language) })
            : Dead(context);

    // RFC 8058: the body says List-Unsubscribe=One-Click; the button of the page posts the same, and neither is needed to know what is meant.
    private static async Task<IResult> Unsubscribe(string token, HttpContext context, OwnerLinks links, IGrainFactory grains, Attempts attempts) =>
        links.Read(OwnerLinkUse.Unsubscribe, token) is { } link ? await Forget(link, context, grains, attempts) : Dead(context);

    private static async Task<IResult> UnsubscribeFromAccounts(
        string token, HttpContext context, OwnerLinks links, IGrainFactory grains, Attempts attempts, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock) =>
        await Previous(token, links, grains, clock) is { Link: { } link } ? await Forget(link, context, grains, attempts) : Dead(context);

    private static async Task<IResult> Forget(OwnerLink link, HttpContext context, IGrainFactory grains, Attempts attempts)
    {
        var command = new UnsubscribeOwner { Id = IdOf($"unsubscribe:{link.Generation}"), Actor = Party.Registry, Generation = link.Generation };
        await attempts.Run(() => grains.GetGrain<INumberGrain>(link.Number).UnsubscribeOwner(command), context.RequestAborted);
        return MyForms.Notice(context, "owner.unsubscribed", StatusCodes.Status200OK, back: null, MyText.Of(context, link.Language));
    }

    // The link dies with the tenure: the number is then on its way to somebody else, and so may be the SMS that holds the link.
    private static async Task<IResult> ShowServices(string token, HttpContext context, OwnerLinks links, IGrainFactory grains)
    {
        if (links.Read(OwnerLinkUse.Services, token) is not { } link
            || await grains.GetGrain<INumberGrain>(link.Number).ReadOwner(Party.Registry, link.Generation) is not { Ended: false } owner)
        {
            return Dead(context);
        }

        return MyForms.Page<BoundServices>(context, new()
        {
            [nameof(BoundServices.Text)] = MyText.Of(context, link.Language),
            [nameof(BoundServices.Names)] = (await Named(owner.Platforms, grains)).Select(one => one.Name).ToArray(),
        });
    }

    private static async Task<IResult> ShowAccounts(string token, HttpContext context, OwnerLinks links, IGrainFactory grains, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock)
    {
        if (await Previous(token, links, grains, clock) is not { } previous) return Dead(context);

        var text = MyText.Of(context, previous.Link.Language);
        var number = PhoneNumber.Parse(previous.Link.Number);
        return MyForms.Page<AccountsLeft>(context, new()
        {
            [nameof(AccountsLeft.Text)] = text,
            [nameof(AccountsLeft.Masked)] = number.Masked,
            [nameof(AccountsLeft.AsOf)] = text.Moment(clock.GetUtcNow(), number),
            [nameof(AccountsLeft.Action)] = $"/owner/accounts/{token}",
            [nameof(AccountsLeft.Left)] = await Named(previous.Owner.Platforms, grains),
            [nameof(AccountsLeft.Moved)] = await Named(previous.Owner.Moved, grains),
            [nameof(AccountsLeft.MayStop)] = previous.Owner.Contact is not null,
        });
    }

    private static async Task<IResult> ConfirmMoved(string token, HttpContext context, OwnerLinks links, IGrainFactory grains, Attempts attempts, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock)
    {
        if (!context.Request.HasFormContentType || await Previous(token, links, grains, clock) is not { } previous) return Dead(context);

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        ImmutableArray<string> moved = [.. form["service"].OfType<string>().Intersect(previous.Owner.Platforms)];
        if (!moved.IsEmpty)
        {
            // A command of its own each time: whoever has the number again and loses it again may say the same again.
            var key = $"moved:{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
            var command = new ConfirmMoved { Id = new CommandId(key, key), Actor = Party.Registry, Generation = previous.Link.Generation, Platforms = moved };
            var reply = await attempts.Run(() => grains.GetGrain<INumberGrain>(previous.Link.Number).ConfirmMoved(command), context.RequestAborted);
            if (reply.Refusal is not null) return Dead(context);
        }

        context.Response.Headers.Location = $"/owner/accounts/{token}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>The owner of a tenure that is over, by a link that still opens; null whatever is wrong with it: they are not told apart.</summary>
    private static async Task<PreviousOwner?> Previous(string token, OwnerLinks links, IGrainFactory grains, TimeProvider clock) =>
        links.Read(OwnerLinkUse.Accounts, token) is { } link
        && link.IsOpen(clock.GetUtcNow())
        && await grains.GetGrain<INumberGrain>(link.Number).ReadOwner(Party.Registry, link.Generation) is { Ended: true } owner
            ? new PreviousOwner(link, owner)
            : null;

    private static async Task<(string Id, string Name)[]> Named(ImmutableArray<string> platforms, IGrainFactory grains) =>
        await Task.WhenAll(platforms.Select(async id => (id, (await grains.GetGrain<IPlatformGrain>(id).Read())?.Name ?? id)));

    // A link that is none of ours, one for another use, and one whose time is over are not told apart.
    private static RazorComponentResult<NoticePage> Dead(HttpContext context)
    {
        ApiTelemetry.HolderRefused("dead_link");
        return MyForms.Notice(context, "owner.dead", StatusCodes.Status404NotFound, back: null);
    }

    // Kannel's %d: 1 delivered, 2 not delivered, 16 refused by the SMS centre; what is on its way is no news.
    private static Task<IResult> ReportByQuery(string token, string? status, OwnerLinks links, IGrainFactory grains, Attempts attempts, CancellationToken cancellation) =>
        Report(token, status switch { "1" => OwnerMessageOutcome.Delivered, "2" or "16" => OwnerMessageOutcome.Bounced, _ => null }, links, grains, attempts, cancellation);

    private static Task<IResult> ReportByBody(string token, SmsReport report, OwnerLinks links, IGrainFactory grains, Attempts attempts, CancellationToken cancellation) =>
        Report(token, report.Status switch { "delivered" => OwnerMessageOutcome.Delivered, "failed" => OwnerMessageOutcome.Bounced, _ => null }, links, grains, attempts, cancellation);

    private static async Task<IResult> Report(string token, OwnerMessageOutcome? outcome, OwnerLinks links, IGrainFactory grains, Attempts attempts, CancellationToken cancellation)
    {
        if (links.Read(OwnerLinkUse.Report, token) is not { MessageId: { } message } link)
        {
            return Results.NotFound();
        }

        // What became of a one-time code is no part of a number's history.
        if (outcome is not null && !message.StartsWith("code_", StringComparison.Ordinal))
        {
            var command = new NoteOwnerMessage
            {
                Id = IdOf($"{message}:{link.Channel}:report:{outcome}"),
                Actor = Party.Registry,
                Generation = link.Generation,
                MessageId = message,
                Channel = link.Channel,
                Outcome = outcome.Value,
                Occasion = link.Occasion,
                Late = true,
            };
            await attempts.Run(() => grains.GetGrain<INumberGrain>(link.Number).NoteOwnerMessage(command), cancellation);
        }

        return Results.NoContent();
    }

    private static CommandId IdOf(string key) => new(key, Fingerprint.Of(key));

    /// <param name="Link">What the link says.</param>
    /// <param name="Owner">What hangs on the number of that tenure's owner.</param>
    private sealed record PreviousOwner(OwnerLink Link, OwnerView Owner);
}

/// <summary>A JSON gateway's delivery report.</summary>
/// <param name="Status"><c>delivered</c> or <c>failed</c>; anything else is no news.</param>
internal sealed record SmsReport(string? Status);
