using System.CommandLine;
using RecycledNumbers.Cli.Profiles;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;
using RecycledNumbers.Client.Webhooks;

namespace RecycledNumbers.Cli.Webhooks;

/// <summary>Where events are sent, and those that were not taken.</summary>
internal static class WebhookCommands
{
    private static readonly Option<FileInfo?> Save = new("--save-secret") { Description = "File for the signing secret, which only this user can read; it is not shown then" };

    internal static Verb Build() => new("webhook", "Where events are sent to you, and those that were not taken.", "rn webhook set https://hooks.example.com/recycled --save-secret webhook.secret")
    {
        Show(), Set(), Rotate(), Test(), Deliveries(), Replay(), Verify(),
    };

    private static Verb Show() => new Verb("show", "The address, and what is sent there.", "rn webhook show")
        .Does(async call => Show(call, await call.Registry().ReadWebhookAsync(call.Cancellation)));

    private static Verb Set()
    {
        var url = new Argument<string>("url") { Description = "https address that events are sent to" };
        var batch = new Option<bool>("--batch") { Description = "Several events may come in one request" };
        var events = new Option<string[]>("--event") { Description = "A type to send, such as number.deactivated; all unless said", Arity = ArgumentArity.ZeroOrMore };
        return new Verb("set", "Sets the address. The first time, the signing secret is told.", "rn webhook set https://hooks.example.com/recycled --save-secret webhook.secret") { url, batch, events, Save, Root.Key }.Does(async call =>
        {
            var registry = call.Registry();
            var body = new WebhookRequest { Url = call.Need(url), Batch = call.Get(batch), Events = call.Get(events) is { Length: > 0 } types ? types : null };
            Show(call, await call.Command(key => registry.SetWebhookAsync(key, body, call.Cancellation)));
        });
    }

    private static Verb Rotate() => new Verb("rotate", "Makes a new signing secret. For a day both sign.", "rn webhook rotate --save-secret webhook.secret") { Save, Root.Key }.Does(async call =>
    {
        var registry = call.Registry();
        Show(call, await call.Command(key => registry.RotateWebhookSecretAsync(key, new Nothing(), call.Cancellation)));
    });

    private static Verb Test() => new Verb("test", "Has a webhook.test sent.", "rn webhook test") { Root.Key }.Does(async call =>
    {
        var registry = call.Registry();
        Queued(call, await call.Command(key => registry.TestWebhookAsync(key, new Nothing(), call.Cancellation)));
    });

    private static Verb Deliveries()
    {
        var state = Choice.Of<State>("--state", "Only those");
        return new Verb("deliveries", "What is on its way to you, or was given up. What was taken is gone from here.", "rn webhook deliveries --state dead") { state, Root.Limit }.Does(async call =>
        {
            var registry = call.Registry();
            await call.List<DeliveryAnswer>(
                async (after, limit) => await registry.ListDeliveriesAsync(Choice.MemberOrNull<State>(call.Get(state)), after, limit, call.Cancellation) is var page ? (page.Items, page.Next) : default,
                ("id", static d => d.Id), ("type", static d => d.Type), ("number", static d => d.Number), ("state", static d => d.State), ("attempts", static d => d.Attempts), ("status", static d => d.LastStatus), ("error", static d => d.LastError));
        });
    }

    private static Verb Replay()
    {
        var id = new Argument<string>("id") { Description = "The delivery" };
        return new Verb("replay", "Makes a delivery that was given up due again.", "rn webhook replay msg_4k2v…") { id, Root.Key }.Does(async call =>
        {
            var registry = call.Registry();
            Queued(call, await call.Command(key => registry.ReplayDeliveryAsync(call.Need(id), key, new Nothing(), call.Cancellation)));
        });
    }

    private static Verb Verify()
    {
        var secret = new Option<FileInfo[]>("--secret-file") { Description = "File with a signing secret; twice during a rotation", Required = true };
        var id = new Option<string>("--id") { Description = "Header webhook-id", Required = true };
        var timestamp = new Option<string>("--timestamp") { Description = "Header webhook-timestamp", Required = true };
        var signature = new Option<string>("--signature") { Description = "Header webhook-signature", Required = true };
        var body = new Argument<FileInfo>("body") { Description = "File with the body, as it came" }.AcceptExistingOnly();
        return new Verb("verify", "Says whether a webhook that you kept is genuine. Asks nobody. Exit code 0: genuine; 1: not.", "rn webhook verify body.json --secret-file webhook.secret --id msg_4k2v… --timestamp 1767225600 --signature v1,…")
        {
            body, secret, id, timestamp, signature,
        }.Does(async call =>
        {
            var verifier = new WebhookVerifier([.. call.Need(secret).Select(static file => Secret(file))]);
            var verdict = verifier.Verify(call.Need(id), call.Need(timestamp), call.Need(signature), await File.ReadAllBytesAsync(call.Need(body).FullName, call.Cancellation), TimeProvider.System.GetUtcNow());
            call.Screen.ShowOwn(new { verdict = Screen.Say(verdict) }, static shown => Screen.Facts(("verdict", shown.verdict)));
            return verdict == WebhookVerdict.Genuine ? ExitCode.Done : ExitCode.Refused;
        });
    }

    private static string Secret(FileInfo file)
    {
        var text = File.ReadAllText(file.FullName).Trim();
        try
        {
            _ = new WebhookVerifier(text);
            return text;
        }
        catch (FormatException)
        {
            throw new UsageException($"{file.Name} holds no signing secret: whsec_…");
        }
    }

    private static void Show(Call call, WebhookAnswer webhook)
    {
        var isNew = webhook.Secret is not null;
        if (isNew && call.Get(Save) is { } file)
        {
            OwnFiles.Write(file.FullName, webhook.Secret!);
            webhook.Secret = null;
            call.Screen.Note($"The signing secret is in {file.FullName}.");
        }
        else if (isNew)
        {
            call.Screen.Note("The signing secret is told this once. --save-secret FILE keeps it out of sight.");
        }

        call.Screen.Show(webhook, static shown => Screen.Facts(
            ("address", shown.Url), ("batches", shown.Batch), ("events", shown.Events.Count == 0 ? "all" : shown.Events), ("secret", shown.Secret), ("former secret until", shown.FormerSecretUntil)));
    }

    private static void Queued(Call call, QueuedAnswer queued) => call.Screen.Show(queued, static shown => Screen.Facts(("queued", shown.Id)));
}
