using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Api.Owners;

/// <summary>Where the links in messages to owners lead. The token is the permission, so nothing here asks for a login, and a mail program's one-click request needs no cookie.</summary>
internal static class OwnerPages
{
    internal static void MapOwnerPages(this IEndpointRouteBuilder routes)
    {
        var owner = routes.MapGroup("/owner").AllowAnonymous().ExcludeFromDescription();
        owner.MapGet("/unsubscribe/{token}", AskToUnsubscribe);
        owner.MapPost("/unsubscribe/{token}", Unsubscribe);
        owner.MapGet("/services/{token}", ShowServices);
        owner.MapGet("/reports/{token}", ReportByQuery);
        owner.MapPost("/reports/{token}", ReportByBody);
    }

    // A GET changes nothing: mail scanners open every link.
    private static IResult AskToUnsubscribe(string token, OwnerLinks links) =>
        links.Read(OwnerLinkUse.Unsubscribe, token) is { } link ? OwnerHtml.Unsubscribe(link.Language) : OwnerHtml.Dead();

    // RFC 8058: the body says List-Unsubscribe=One-Click; the button of the page posts the same, and neither is needed to know what is meant.
    private static async Task<IResult> Unsubscribe(string token, OwnerLinks links, IGrainFactory grains, Attempts attempts, CancellationToken cancellation)
    {
        if (links.Read(OwnerLinkUse.Unsubscribe, token) is not { } link)
        {
            return OwnerHtml.Dead();
        }

        var command = new UnsubscribeOwner { Id = IdOf($"unsubscribe:{link.Generation}"), Actor = Party.Registry, Generation = link.Generation };
        await attempts.Run(() => grains.GetGrain<INumberGrain>(link.Number).UnsubscribeOwner(command), cancellation);
        return OwnerHtml.Unsubscribed(link.Language);
    }

    // The link dies with the tenure: the number is then on its way to somebody else, and so may be the SMS that holds the link.
    private static async Task<IResult> ShowServices(string token, OwnerLinks links, IGrainFactory grains)
    {
        if (links.Read(OwnerLinkUse.Services, token) is not { } link
            || await grains.GetGrain<INumberGrain>(link.Number).ReadOwner(Party.Registry, link.Generation) is not { Ended: false } owner)
        {
            return OwnerHtml.Dead();
        }

        var names = await Task.WhenAll(owner.Platforms.Select(async id => (await grains.GetGrain<IPlatformGrain>(id).Read())?.Name ?? id));
        return OwnerHtml.Services(link.Language, names);
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

        if (outcome is not null)
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

    private static CommandId IdOf(string key) => new(key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
}

/// <summary>A JSON gateway's delivery report.</summary>
/// <param name="Status"><c>delivered</c> or <c>failed</c>; anything else is no news.</param>
internal sealed record SmsReport(string? Status);
